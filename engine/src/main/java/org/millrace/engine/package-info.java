/**
 * The engine as a whole: {@link org.millrace.engine.Engine} joins the line, its journals, the instruments, the clock and
 * the snapshots, and knows how they start and end. Its own threads: one or more of the conveyor, the clock, the
 * snapshots.
 */
package org.millrace.engine;
