package org.millrace.feeds.history;

import java.util.ArrayList;
import java.util.List;

/** What becomes of rows that cannot be taken: the first ends it, or they are counted and left out. */
public final class BadRows {
    private static final int MAX_SAMPLES = 5;

    private final boolean skips;
    private final List<String> samples = new ArrayList<>();
    private long count;

    /**
     * @param skips whether they are left out
     */
    public BadRows(boolean skips) {
        this.skips = skips;
    }

    /**
     * Takes note of a row that is left out.
     *
     * @param message where it is, what is wrong, and what to do
     * @throws HistoryException if none may be left out
     */
    public void refuse(String message) {
        if (!skips) {
            throw new HistoryException(message);
        }
        count++;
        if (samples.size() < MAX_SAMPLES) {
            samples.add(message);
        }
    }

    /** Returns how many were left out. */
    public long count() {
        return count;
    }

    /** Returns what was wrong with the first few. */
    public List<String> samples() {
        return List.copyOf(samples);
    }

    /** Forgets them: the rows will be read once more. */
    void reset() {
        count = 0;
        samples.clear();
    }
}
