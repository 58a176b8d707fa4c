package org.millrace.feeds.simulator.market;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.util.List;

/** The intervals that every market keeps bars of. */
public final class BarIntervals {
    private static final List<String> NAMES =
            List.of("1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d");
    private static final long[] SECONDS = {
        1, 60, 180, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800, 43_200, 86_400
    };

    private BarIntervals() {}

    /** Returns how many they are. */
    public static int count() {
        return SECONDS.length;
    }

    /** Returns an interval's name, as {@code 1m}. */
    public static String name(int index) {
        return NAMES.get(index);
    }

    /** Returns the index of an interval, as {@code 1m}, or −1. */
    public static int index(String name) {
        return NAMES.indexOf(name);
    }

    /** Returns the index of an interval of so many minutes, or −1. */
    public static int indexOfMinutes(long minutes) {
        for (int i = 0; i < SECONDS.length; i++) {
            if (SECONDS[i] == MINUTES.toSeconds(minutes)) {
                return i;
            }
        }
        return -1;
    }

    static SimulatedBar[] newBars() {
        SimulatedBar[] bars = new SimulatedBar[SECONDS.length];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new SimulatedBar(i, SECONDS[i] * 1_000);
        }
        return bars;
    }
}
