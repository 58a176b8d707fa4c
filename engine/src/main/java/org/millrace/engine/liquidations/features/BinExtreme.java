package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Whether bins are still on their way from an extreme of the last 30 days: since bin 8 there was no 4, or since bin 0 no 5.
 * A jump over that bin leaves the extreme in force.
 */
final class BinExtreme {
    private static final int HOURS = 720;
    private static final long NEVER = Long.MIN_VALUE / 2; // far from overflow, however it is compared

    private long high = NEVER;
    private long highCancelled = NEVER;
    private long low = NEVER;
    private long lowCancelled = NEVER;

    /** Takes the next bin; returns -1 since a high extreme, 1 since a low one, 0 since none. */
    int update(int bin, long hour) {
        switch (bin) {
            case 8 -> high = hour;
            case 4 -> highCancelled = hour;
            case 0 -> low = hour;
            case 5 -> lowCancelled = hour;
            default -> {}
        }
        if (hour - high < HOURS && highCancelled < high) {
            return -1;
        }
        return hour - low < HOURS && lowCancelled < low ? 1 : 0;
    }

    void save(SnapshotWriter out) {
        out.putLong(high).putLong(highCancelled).putLong(low).putLong(lowCancelled);
    }

    void load(SnapshotReader in) {
        high = in.getLong();
        highCancelled = in.getLong();
        low = in.getLong();
        lowCancelled = in.getLong();
    }
}
