package org.millrace.feeds.history;

import java.util.function.Consumer;

/** Hands rows that were checked to somebody else than the line, oldest first. */
public final class HistoryRows {
    private HistoryRows() {}

    /** Hands over all rows; returns how many. */
    public static long forEach(History history, Consumer<HistoryRow> consumer) {
        SeriesStates states = new SeriesStates(history);
        long count = 0;
        try (RowMerge rows = history.open()) {
            for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
                if (states.judge(row, rows.source())) {
                    consumer.accept(row);
                    count++;
                }
            }
        }
        return count;
    }
}
