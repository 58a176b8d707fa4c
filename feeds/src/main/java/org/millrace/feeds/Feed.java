package org.millrace.feeds;

import org.millrace.feeds.session.SessionCounters;

/** One venue's data, live, on a thread of its own. */
public interface Feed extends AutoCloseable {
    /** Connects, and stays connected. */
    void start();

    /** Returns what its connections have counted; readable by any thread. */
    SessionCounters counters();

    /** Disconnects, says so on the ring, and ends the thread; a second call does nothing. */
    @Override
    void close();
}
