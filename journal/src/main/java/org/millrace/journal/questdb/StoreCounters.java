package org.millrace.journal.questdb;

/** What the tailer counts. Written by its thread, read by any. */
public final class StoreCounters {
    private volatile long rows;
    private volatile long failures;
    private volatile long refused;
    private volatile long missed;
    private volatile long suspendedTables;
    private volatile long sequence;

    public long rows() {
        return rows;
    }

    /** Returns the sequence of the last event that the store has answered for. */
    public long sequence() {
        return sequence;
    }

    public long failures() {
        return failures;
    }

    /** Returns the rows that the store refused for their content; they are in the dead-letter file. */
    public long refused() {
        return refused;
    }

    /** Returns the outputs that retention had deleted before the store could take them. */
    public long missed() {
        return missed;
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void onMissed(long count) {
        missed += count;
    }

    void sequence(long delivered) {
        sequence = delivered;
    }

    void suspendedTables(long count) {
        suspendedTables = count;
    }
}
