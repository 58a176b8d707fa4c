package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The swing that bins are in: its direction, its height, and how often it turned, over 30 days. Hours of one bin are one
 * run. From the newest run back, runs belong to the swing while they lead further from it, or back by one bin at most.
 */
final class BinSwing {
    private static final int HOURS_BACK = 720;
    private static final int CAPACITY = 1_024; // a power of two above HOURS_BACK + 1, the most runs there can be
    private static final int MASK = CAPACITY - 1;
    private static final int FREE_TURNS = 2;

    private final int[] bins = new int[CAPACITY];
    private final long[] lastHours = new long[CAPACITY];
    private long oldest;
    private long end;
    private int momentum;
    private int turns;
    private int direction;

    void update(int bin, long hour) {
        if (end == oldest || bins[(int) (end - 1) & MASK] != bin) {
            bins[(int) end++ & MASK] = bin;
        }
        lastHours[(int) (end - 1) & MASK] = hour;
        while (lastHours[(int) oldest & MASK] < hour - HOURS_BACK) {
            oldest++;
        }
        momentum = 0;
        turns = 0;
        direction = 0;
        if (end - oldest >= 2) {
            int before = bins[(int) (end - 2) & MASK];
            direction = bin < before ? -1 : 1;
            momentum = direction < 0 ? fall(bin) : rise(bin);
            turns = Math.max(0, turns - FREE_TURNS);
        }
    }

    /** Returns how far the swing has come, in bins; below 0: downwards. */
    int momentum() {
        return momentum;
    }

    /** Returns how often it turned, the first two times left out. */
    int turns() {
        return turns;
    }

    /** Returns 1 upwards, -1 downwards, 0 if there is but one run. */
    int direction() {
        return direction;
    }

    void save(SnapshotWriter out) {
        out.putLong(oldest).putLong(end);
        for (long run = oldest; run < end; run++) {
            out.putInt(bins[(int) run & MASK]).putLong(lastHours[(int) run & MASK]);
        }
        out.putInt(momentum).putInt(turns).putInt(direction);
    }

    void load(SnapshotReader in) {
        oldest = in.getLong();
        end = in.getLong();
        for (long run = oldest; run < end; run++) {
            bins[(int) run & MASK] = in.getInt();
            lastHours[(int) run & MASK] = in.getLong();
        }
        momentum = in.getInt();
        turns = in.getInt();
        direction = in.getInt();
    }

    private int fall(int bin) {
        int last = bin;
        int highest = bin;
        int countOfHighest = 1;
        for (long run = end - 2; run >= oldest; run--) {
            int value = bins[(int) run & MASK];
            boolean isNearHighest = value >= highest - 1;
            if (value <= last && !isNearHighest) {
                break;
            }
            int count = countOfHighest + (value == highest ? 1 : 0);
            turns += isNearHighest && count == 1 ? 1 : 0;
            if (value > highest) {
                highest = value;
                count = 1;
            }
            countOfHighest = count;
            last = value;
        }
        return bin - highest;
    }

    private int rise(int bin) {
        int last = bin;
        int lowest = bin;
        for (long run = end - 2; run >= oldest; run--) {
            int value = bins[(int) run & MASK];
            boolean isNearLowest = value <= lowest + 1;
            if (value >= last && !isNearLowest) {
                break;
            }
            turns += isNearLowest ? 1 : 0;
            lowest = Math.min(lowest, value);
            last = value;
        }
        return bin - lowest;
    }
}
