/** The line as the program runs it: which stages there are, and in which order events pass them. */
package org.millrace.engine.line;
