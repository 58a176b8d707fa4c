package org.millrace.feeds.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers the streams of a market: instrument by instrument, kind by kind. */
final class SimulatedStreams {
    static final int NONE = -1;
    static final int TRADE = 0;
    static final int AGGREGATE_TRADE = 1;
    static final int BOOK_TICKER = 2;
    static final int DEPTH = 3;
    static final int SLOW_DEPTH = 4;
    static final int FIRST_BAR = 5;

    private static final String[] INTERVALS = {
        "1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d"
    };
    private static final long[] INTERVAL_SECONDS = {
        1, 60, 180, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800, 43_200, 86_400
    };
    private static final int KINDS = FIRST_BAR + INTERVALS.length;

    private final Map<String, Integer> ids = new HashMap<>();
    private final String[] names;

    SimulatedStreams(List<SimulatedInstrument> instruments) {
        names = new String[instruments.size() * KINDS];
        for (int i = 0; i < instruments.size(); i++) {
            String symbol = instruments.get(i).symbol().toLowerCase(Locale.ROOT);
            for (int kind = 0; kind < KINDS; kind++) {
                names[id(i, kind)] = symbol + "@" + kindName(kind);
                ids.put(names[id(i, kind)], id(i, kind));
            }
        }
    }

    static SimulatedBar[] newBars() {
        SimulatedBar[] bars = new SimulatedBar[INTERVALS.length];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = new SimulatedBar(i, INTERVAL_SECONDS[i] * 1_000);
        }
        return bars;
    }

    static String interval(int intervalIndex) {
        return INTERVALS[intervalIndex];
    }

    /** Returns the index of an interval, as {@code 1m}, or {@link #NONE}. */
    static int intervalIndex(String interval) {
        return List.of(INTERVALS).indexOf(interval);
    }

    static int id(int instrument, int kind) {
        return instrument * KINDS + kind;
    }

    static int kind(int id) {
        return id % KINDS;
    }

    static int instrument(int id) {
        return id / KINDS;
    }

    int count() {
        return names.length;
    }

    String name(int id) {
        return names[id];
    }

    /** Returns the number of a stream, or {@link #NONE}: the venue accepts such a name too, and stays silent. */
    int id(String name) {
        return ids.getOrDefault(name, NONE);
    }

    private static String kindName(int kind) {
        return switch (kind) {
            case TRADE -> "trade";
            case AGGREGATE_TRADE -> "aggTrade";
            case BOOK_TICKER -> "bookTicker";
            case DEPTH -> "depth@100ms";
            case SLOW_DEPTH -> "depth";
            default -> "kline_" + INTERVALS[kind - FIRST_BAR];
        };
    }
}
