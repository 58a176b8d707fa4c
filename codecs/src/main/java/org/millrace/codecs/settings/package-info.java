/** What the settings records of all parts share: the check that names key, value and what was expected. */
package org.millrace.codecs.settings;
