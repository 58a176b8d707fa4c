package org.millrace.feeds;

/**
 * Has books compared with snapshots that are fetched for nothing else; on the feed's thread. The line looks at what changes
 * between the announcement and the snapshot, which has to be asked for a while later: venues may answer from a cache.
 */
public interface BookChecker {
    /** Has no books to check. */
    BookChecker NONE = new BookChecker() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public String next() {
            return "";
        }

        @Override
        public boolean announce(String symbol, long nowNs) {
            return false;
        }

        @Override
        public boolean onAnswer(String symbol, byte[] body, long receiveTimeNs) {
            return true;
        }
    };

    /** Returns how many books are whole here. */
    int count();

    /** Returns the symbol of the next book, in turn, that is whole here; empty: none is. */
    String next();

    /** Announces that a book will be checked; false if the ring is full: nothing was announced. */
    boolean announce(String symbol, long nowNs);

    /**
     * Takes the answer that has the snapshot; false if the ring is full: to be called again, with the same answer, before
     * anything else is.
     */
    boolean onAnswer(String symbol, byte[] body, long receiveTimeNs);
}
