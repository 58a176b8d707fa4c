package org.millrace.feeds.history;

import java.util.ArrayList;
import java.util.List;

/** Several sources as one, by time; of rows of one time, those of the source named first come first. */
final class RowMerge implements AutoCloseable {
    private final List<RowSource> sources;
    private final List<HistoryRow> heads = new ArrayList<>();
    private int current = -1;
    private long currentUntil = Long.MIN_VALUE; // the current source's rows before it come first

    RowMerge(List<RowSource> sources) {
        this.sources = List.copyOf(sources);
        for (RowSource source : this.sources) {
            heads.add(source.next());
        }
    }

    /** Returns the next row, valid until the next call; null = there is none. */
    HistoryRow next() {
        if (current >= 0) {
            HistoryRow row = sources.get(current).next();
            heads.set(current, row);
            if (row != null && row.time() < currentUntil) {
                return row;
            }
        }
        choose();
        return current < 0 ? null : heads.get(current);
    }

    /** Returns the source of the last row. */
    RowSource source() {
        return sources.get(current);
    }

    /** Returns how much of all was read, 0 to 1, where each is as much as the other. */
    double progress() {
        return sources.stream().mapToDouble(RowSource::progress).average().orElse(1);
    }

    @Override
    public void close() {
        sources.forEach(RowSource::close);
    }

    private void choose() {
        current = -1;
        currentUntil = Long.MAX_VALUE;
        for (int i = 0; i < heads.size(); i++) {
            HistoryRow head = heads.get(i);
            if (head != null && (current < 0 || head.time() < heads.get(current).time())) {
                currentUntil = current < 0 ? Long.MAX_VALUE : heads.get(current).time();
                current = i;
            } else if (head != null) {
                currentUntil = Math.min(currentUntil, head.time());
            }
        }
    }
}
