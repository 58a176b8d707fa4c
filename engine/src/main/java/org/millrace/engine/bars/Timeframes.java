package org.millrace.engine.bars;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The timeframes of time bars, short to long. Each is a multiple of the one before, so a bar is made of shorter ones. */
public final class Timeframes {
    /** How many there are; an index of one is 0 to {@code COUNT - 1}. */
    public static final int COUNT = 9;

    /** No such timeframe. */
    public static final int UNKNOWN = -1;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int[] SECONDS = {1, 5, 30, 60, 300, 900, 3_600, 14_400, 86_400};
    private static final List<String> NAMES = List.of("1s", "5s", "30s", "1m", "5m", "15m", "1h", "4h", "1d");

    /** Closed bars kept for corrections: what a late window of a minute can reach, and a few of the long ones. */
    private static final int[] KEPT = {64, 16, 4, 4, 4, 4, 4, 4, 4};

    private Timeframes() {}

    /** Returns the length of a timeframe in seconds: its value in the schema. */
    public static int seconds(int index) {
        return SECONDS[index];
    }

    /** Returns the index of the timeframe of so many seconds, or {@link #UNKNOWN}. */
    public static int indexOf(long seconds) {
        for (int i = 0; i < COUNT; i++) {
            if (SECONDS[i] == seconds) {
                return i;
            }
        }
        return UNKNOWN;
    }

    /** Returns the names of all, as {@code 5m}, by their indexes. */
    public static List<String> names() {
        return NAMES;
    }

    /** Returns the lengths of all, in seconds. */
    public static String list() {
        return Arrays.stream(SECONDS).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    static long lengthNs(int index) {
        return SECONDS[index] * SECOND_NS;
    }

    /** Returns the start of the interval that a time lies in. */
    static long startOf(long time, int index) {
        return time - Math.floorMod(time, lengthNs(index));
    }

    static int kept(int index) {
        return KEPT[index];
    }
}
