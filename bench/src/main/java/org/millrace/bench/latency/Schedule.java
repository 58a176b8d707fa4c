package org.millrace.bench.latency;

/**
 * When each trade of a phase is meant to be sent, whatever became of those before it: with this as the beginning, what
 * waits behind a pause counts in full, and no latency is left out.
 *
 * @param firstId    trade id sent at {@code startNs}
 * @param startNs    by {@link System#nanoTime()}
 * @param intervalNs between two ids
 */
record Schedule(long firstId, long startNs, long intervalNs) {
    /** Returns when an id is meant to be sent. */
    long intendedNs(long id) {
        return startNs + (id - firstId) * intervalNs;
    }

    /** Returns how many trades should have been sent by {@code nowNs}. */
    long dueCount(long nowNs) {
        return nowNs - startNs < 0 ? 0 : (nowNs - startNs) / intervalNs + 1;
    }
}
