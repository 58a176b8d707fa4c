package org.millrace.engine.snapshot;

/** Takes the state of stages as a SnapshotMarker passes them. Called on each stage's own thread. */
@FunctionalInterface
public interface SnapshotSink {
    /** Keeps nothing: for replays and tests. */
    SnapshotSink NONE = (part, snapshotId) -> {};

    /** Copies the state of {@code part}, by calling its {@code save}, before this returns. */
    void take(Stateful part, long snapshotId);
}
