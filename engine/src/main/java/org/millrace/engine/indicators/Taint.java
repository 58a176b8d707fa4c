package org.millrace.engine.indicators;

import java.util.Arrays;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * How long the quality bits of a bar travel with what rests on it: until the longest memory has passed and, where
 * something counts since 00:00 UTC or since ever, as vwap and OBV, 00:00 UTC too. A finite window remembers its length, a
 * recursive average four periods; MACD's signal is one over another, so the longest memory of the indicators is
 * 4 × 26 + 4 × 9 bars.
 */
public final class Taint {
    /** Bars that a bit travels with indicators, the tainted one included. */
    public static final int MEMORY = 4 * 26 + 4 * 9;

    private static final int BITS = Short.SIZE;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long[] lastBars = new long[BITS];
    private final long[] lastDays = new long[BITS];
    private final int memory;
    private final boolean untilMidnight;
    private int travelling;

    /** Creates that of the indicators. */
    Taint() {
        this(MEMORY, true);
    }

    /**
     * Creates that of something else.
     *
     * @param memory        bars that a bit travels, the tainted one included
     * @param untilMidnight whether it travels until 00:00 UTC at least
     */
    public Taint(int memory, boolean untilMidnight) {
        this.memory = memory;
        this.untilMidnight = untilMidnight;
        Arrays.fill(lastBars, NEVER);
        Arrays.fill(lastDays, NEVER);
    }

    /** Notes the quality bits of a bar, by its number and its day. */
    public void note(int flags, long bar, long day) {
        int bits = flags & EventPrefix.QUALITY_MASK;
        travelling |= bits;
        while (bits != 0) {
            int bit = Integer.numberOfTrailingZeros(bits);
            lastBars[bit] = bar;
            lastDays[bit] = day;
            bits &= bits - 1;
        }
    }

    /** Returns the bits that travel with what is computed at a bar. */
    public int flags(long bar, long day) {
        int bits = travelling;
        while (bits != 0) {
            int bit = Integer.numberOfTrailingZeros(bits);
            if (bar - lastBars[bit] >= memory && (!untilMidnight || day > lastDays[bit])) {
                travelling &= ~(1 << bit);
            }
            bits &= bits - 1;
        }
        return travelling;
    }

    public void save(SnapshotWriter out) {
        out.putLongs(lastBars, BITS).putLongs(lastDays, BITS).putInt(travelling);
    }

    public void load(SnapshotReader in) {
        in.getLongs(lastBars, BITS);
        in.getLongs(lastDays, BITS);
        travelling = in.getInt();
    }
}
