package org.millrace.engine.book;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** How long an instrument had no book to trust since the span began. Times are those of events, ns. */
final class BookOutage {
    private static final long NONE = 0;

    private long totalNs;
    private long sinceNs = NONE;

    /** Begins, where it does not last already. */
    void begin(long nowNs) {
        if (sinceNs == NONE) {
            sinceNs = nowNs;
        }
    }

    /** Ends, where it lasts. */
    void end(long nowNs) {
        if (sinceNs != NONE) {
            totalNs = totalNs(nowNs);
            sinceNs = NONE;
        }
    }

    /** Returns the time without a book up to now. */
    long totalNs(long nowNs) {
        return totalNs + (sinceNs == NONE ? 0 : Math.max(0, nowNs - sinceNs));
    }

    /** Begins a span: what lasts is counted from now on. */
    void restart(long nowNs) {
        totalNs = 0;
        if (sinceNs != NONE) {
            sinceNs = nowNs;
        }
    }

    void save(SnapshotWriter out) {
        out.putLong(totalNs).putLong(sinceNs);
    }

    void load(SnapshotReader in) {
        totalNs = in.getLong();
        sinceNs = in.getLong();
    }
}
