/**
 * State at a point of the journal, so that a restart need not replay from the beginning. Stages write theirs as a
 * SnapshotMarker passes, each on its own thread; an agent makes a file of it.
 */
package org.millrace.engine.snapshot;
