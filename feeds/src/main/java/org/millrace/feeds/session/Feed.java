package org.millrace.feeds.session;

import java.util.List;
import org.millrace.feeds.FeedCounters;

/** One venue's data, live, on a thread of its own. */
public interface Feed extends AutoCloseable {
    /** Connects, and stays connected. */
    void start();

    /** Takes these symbols from now on: subscribes and unsubscribes, by any thread, without disturbing others. */
    void symbols(List<String> symbols);

    /** Returns what its connections have counted; readable by any thread. */
    SessionCounters sessionCounters();

    /** Returns what its decoder has counted; readable by any thread. */
    FeedCounters decoderCounters();

    /** Disconnects, says so on the ring, and ends the thread; a second call does nothing. */
    @Override
    void close();
}
