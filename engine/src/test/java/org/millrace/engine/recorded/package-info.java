/** Recorded captures, as they are, damaged, rewritten or made suspect, through feed and line: what others computed. */
package org.millrace.engine.recorded;
