package org.millrace.feeds.history;

import java.io.IOException;
import java.util.List;

/** Asks for one series page by page. What comes next follows from the answers so far alone, so that they can be replayed. */
public interface HistoryPager {
    /** Returns path and query of the next request; empty = all is there. */
    String nextPath();

    /**
     * Takes the answer to it.
     *
     * @return rows not told before, oldest first
     * @throws IOException if it is not as the venue documents: nothing has changed, and it may be asked for again
     */
    List<HistoryRow> onPage(byte[] body) throws IOException;

    /** Returns up to when all is there, UTC ns. */
    long reachedNs();
}
