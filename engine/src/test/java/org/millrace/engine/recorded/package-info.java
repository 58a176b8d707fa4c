/** Recorded captures through feed, quality and book: what comes out is what others computed. */
package org.millrace.engine.recorded;
