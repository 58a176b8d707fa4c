package org.millrace.feeds.history;

/** Rows in the order of their times, from one file or one venue. */
public interface RowSource extends AutoCloseable {
    /**
     * Returns the next row, valid until the next call; null = there is none.
     *
     * @throws HistoryException if there is no way on
     */
    HistoryRow next();

    /** Returns how much of it was read, 0 to 1. */
    double progress();

    /** Returns where the last row is, for messages: file, and line. */
    String where();

    /** Returns what a field is called there. */
    String column(RowField field);

    @Override
    void close();

    /** Something that can be read more than once. */
    interface Reopenable {
        /**
         * Reads it from its beginning.
         *
         * @param series names what rows are of
         * @param bad    takes rows that cannot be read
         * @throws HistoryException if it cannot be read
         */
        RowSource open(SeriesTable series, BadRows bad);
    }
}
