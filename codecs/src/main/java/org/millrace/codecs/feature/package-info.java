/** Feature sets as they are declared: what the values of a Features event are called. */
package org.millrace.codecs.feature;
