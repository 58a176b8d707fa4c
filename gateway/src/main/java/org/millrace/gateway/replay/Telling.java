package org.millrace.gateway.replay;

/** Something of the past that is being sent to one client, piece by piece, on the thread of {@link Replays}. */
interface Telling {
    /** Does a bounded piece of work; returns how much. */
    int poll(long nowNs);

    /** Ends it, because it cannot go on. */
    void fail();

    /** Tells whether nothing more is wanted of it. */
    boolean isStopped();

    /** Lets go of what it holds. */
    void close();
}
