package org.millrace.journal.history;

import java.io.IOException;
import java.io.OutputStream;

/** Writes rows of the past as files. Thread-safe; blocks as long as it writes. */
public interface Exports {
    /** Has nothing: where no store is configured. */
    Exports NONE = new Exports() {
        @Override
        public long endOf(Wanted wanted) {
            throw new HistoryException("there is no store", null);
        }

        @Override
        public void write(Wanted wanted, OutputStream out) {
            throw new HistoryException("there is no store", null);
        }
    };

    /** How rows are written. */
    enum Format {
        CSV,
        JSONL,
        PARQUET
    }

    /**
     * Returns where a span is to end so that it has no more rows than its limit, exclusive, UTC ns; its own end where it has
     * no more.
     *
     * @throws HistoryException if the store cannot be asked
     */
    long endOf(Wanted wanted);

    /**
     * Writes all rows of a span, oldest first, and does not close the stream.
     *
     * @throws HistoryException if the store cannot be asked
     * @throws IOException      if the stream takes no more
     */
    void write(Wanted wanted, OutputStream out) throws IOException;

    /**
     * What to write.
     *
     * @param table     one of the store's
     * @param symbol    normalised name of the instrument
     * @param exchange  name in the schema's enum {@code Venue}
     * @param timeframe of candles, indicators and features; empty for others
     * @param fromNs    UTC ns
     * @param toNs      exclusive, UTC ns
     * @param limit     most rows
     * @param features  which of them, of features; {@link Features#ALL} for other tables
     */
    record Wanted(
            String table,
            String symbol,
            String exchange,
            String timeframe,
            long fromNs,
            long toNs,
            int limit,
            Format format,
            Features features) {
        /** Returns the same with another end. */
        public Wanted until(long otherEndNs) {
            return new Wanted(table, symbol, exchange, timeframe, fromNs, otherEndNs, limit, format, features);
        }
    }

    /**
     * Which rows of features to write, and which columns.
     *
     * @param set       name of the feature set; empty: all, with the columns of all
     * @param version   of the set
     * @param knownByNs only rows that were known then, UTC ns
     */
    record Features(String set, int version, long knownByNs) {
        public static final Features ALL = new Features("", 0, Long.MAX_VALUE);
    }
}
