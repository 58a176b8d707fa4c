package org.millrace.journal.questdb;

/** What the tailer counts. Written by its thread, read by any. */
public final class StoreCounters {
    private volatile long rows;
    private volatile long failures;
    private volatile long refused;
    private volatile long suspendedTables;

    public long rows() {
        return rows;
    }

    public long failures() {
        return failures;
    }

    /** Returns the rows that the store refused for their content; they are in the dead-letter file. */
    public long refused() {
        return refused;
    }

    public long suspendedTables() {
        return suspendedTables;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void onDelivered(int count) {
        rows += count;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void onFailure() {
        failures++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void onRefused() {
        refused++;
    }

    void suspendedTables(long count) {
        suspendedTables = count;
    }
}
