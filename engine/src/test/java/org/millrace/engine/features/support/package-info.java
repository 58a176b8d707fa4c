/** Feature sets for tests. */
package org.millrace.engine.features.support;
