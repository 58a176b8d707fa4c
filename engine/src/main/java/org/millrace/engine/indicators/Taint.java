package org.millrace.engine.indicators;

import java.util.Arrays;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * How long the quality bits of a bar travel with the indicators that rest on it: until the longest memory has passed
 * and, for OBV and vwap, 00:00 UTC too. A finite window remembers its length, a recursive average four periods; MACD's
 * signal is one over another, so the longest memory is 4 × 26 + 4 × 9 bars.
 */
final class Taint {
    /** Bars that a bit travels, the tainted one included. */
    static final int MEMORY = 4 * 26 + 4 * 9;

    private static final int BITS = Short.SIZE;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long[] lastBars = new long[BITS];
    private final long[] lastDays = new long[BITS];
    private int travelling;

    Taint() {
        Arrays.fill(lastBars, NEVER);
        Arrays.fill(lastDays, NEVER);
    }

    /** Notes the quality bits of a bar, by its number and its day. */
    void note(int flags, long bar, long day) {
        int bits = flags & EventPrefix.QUALITY_MASK;
        travelling |= bits;
        while (bits != 0) {
            int bit = Integer.numberOfTrailingZeros(bits);
            lastBars[bit] = bar;
            lastDays[bit] = day;
            bits &= bits - 1;
        }
    }

    /** Returns the bits that travel with the indicators of a bar. */
    int flags(long bar, long day) {
        int bits = travelling;
        while (bits != 0) {
            int bit = Integer.numberOfTrailingZeros(bits);
            if (bar - lastBars[bit] >= MEMORY && day > lastDays[bit]) {
                travelling &= ~(1 << bit);
            }
            bits &= bits - 1;
        }
        return travelling;
    }

    void save(SnapshotWriter out) {
        out.putLongs(lastBars, BITS).putLongs(lastDays, BITS).putInt(travelling);
    }

    void load(SnapshotReader in) {
        in.getLongs(lastBars, BITS);
        in.getLongs(lastDays, BITS);
        travelling = in.getInt();
    }
}
