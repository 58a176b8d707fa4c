package org.millrace.engine.snapshot;

/** Something with a state that belongs into snapshots. */
public interface Stateful {
    /** Returns the name by which the conveyor's setting and a snapshot know it, as {@code quality}. */
    String name();

    /** Returns the version of what {@link #save} writes; a snapshot of another version is not loaded. */
    int formatVersion();

    /** Writes the state that the next event depends on. */
    void save(SnapshotWriter out);

    /** Reads what {@link #save} wrote, into an object that has seen no event. */
    void load(SnapshotReader in);
}
