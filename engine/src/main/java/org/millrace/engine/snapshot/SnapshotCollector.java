package org.millrace.engine.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers the state of every stage as one marker passes down the line. Each stage copies its own on its own thread;
 * whoever asked for the snapshot reads it when the last one has. One snapshot at a time.
 */
public final class SnapshotCollector implements SnapshotSink {
    private static final int INITIAL_CAPACITY = 64 * 1024;

    private final List<Part> parts = new ArrayList<>();
    private final AtomicInteger missing = new AtomicInteger();
    private volatile long wantedId;

    /** Creates a collector for stages with these names. */
    public SnapshotCollector(List<String> names) {
        for (String name : names) {
            parts.add(new Part(name, new SnapshotWriter(INITIAL_CAPACITY)));
        }
    }

    /** Says which marker is to be collected, before it is published; all others pass unnoticed. */
    public void expect(long snapshotId) {
        missing.set(parts.size());
        wantedId = snapshotId;
    }

    /** Returns whether every stage has saved its state for the marker expected. */
    public boolean isComplete() {
        return wantedId != 0 && missing.get() == 0;
    }

    /** Returns the id of the marker expected; 0: none. */
    public long snapshotId() {
        return wantedId;
    }

    /** Ends the collection: no marker is expected any more. */
    public void reset() {
        wantedId = 0;
    }

    @Override
    public void take(Stateful part, long snapshotId) {
        if (snapshotId != wantedId || snapshotId == 0) {
            return;
        }
        Part mine = part(part.name());
        part.save(mine.state.reset());
        mine.formatVersion = part.formatVersion();
        missing.decrementAndGet(); // makes what was written visible to the reader
    }

    List<Part> parts() {
        return parts;
    }

    private Part part(String name) {
        for (Part part : parts) {
            if (part.name.equals(name)) {
                return part;
            }
        }
        throw new IllegalStateException("no part of a snapshot: " + name);
    }

    /** What one stage saved. */
    static final class Part {
        final String name;
        final SnapshotWriter state;
        int formatVersion;

        Part(String name, SnapshotWriter state) {
            this.name = name;
            this.state = state;
        }
    }
}
