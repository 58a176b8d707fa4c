package org.millrace.feeds.simulator.glassnode;

import java.util.StringJoiner;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * Writes the values of one metric: a pure function of seed, asset, metric and time, but for the newest, which is
 * provisional, and at times not there.
 */
final class MetricAnswer {
    private static final String LIQUIDATED = "derivatives/futures_liquidated_volume_";
    private static final String RATIO = "indicators/ssr";
    private static final int MAX_ROWS = 20_000;
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio
    private static final int SHARES_SHIFT = 11;
    private static final double SHARES = 1L << 53;
    private static final int ABSENT_IN = 4;
    private static final double PROVISIONAL = 1.01;
    private static final double CENTS = 100.0;

    private final SimulatedInstrument instrument;
    private final String path;
    private final long seconds;
    private final long seed;

    MetricAnswer(SimulatedInstrument instrument, String path, long seconds, long seed) {
        this.instrument = instrument;
        this.path = path;
        this.seconds = seconds;
        this.seed = seed;
    }

    /** Answers whether there is such a metric. */
    boolean isKnown() {
        return path.equals("market/price_usd_close") || path.startsWith(LIQUIDATED) || path.equals(RATIO);
    }

    /** Returns the values of the intervals that begin within a time and have ended, seconds. */
    String text(long since, long until, long now) {
        StringJoiner points = new StringJoiner(",", "[", "]");
        long newest = now - now % seconds - seconds;
        long first = Math.max(since + (seconds - since % seconds) % seconds, newest - MAX_ROWS * seconds);
        for (long time = first; time <= Math.min(until, newest); time += seconds) {
            points.add(point(time, time == newest));
        }
        return points.toString();
    }

    private String point(long time, boolean isNewest) {
        String head = "{\"t\":" + time + ",";
        double share = share(time, path.replace("long", "").replace("short", ""));
        if (path.equals(RATIO)) {
            double low = rounded(share * 4 + 1);
            return head + "\"o\":{\"h\":" + (low + 2) + ",\"l\":" + low + ",\"v\":" + (low + 1) + "},\"computed_at\":"
                    + (time + seconds + 120) + "}";
        }
        if (isNewest && (time / seconds) % ABSENT_IN == 0) {
            return head + "\"v\":null}";
        }
        double value = value(time);
        boolean isProvisional = isNewest && !path.endsWith("_relative");
        return head + "\"v\":" + (isProvisional ? rounded(value * PROVISIONAL) : value) + "}";
    }

    /** Returns a value; long and short volumes and the share of the former agree with each other. */
    private double value(long time) {
        if (!path.startsWith(LIQUIDATED)) {
            return rounded(instrument.price() * (1 + (share(time, path) - 0.5) / 50));
        }
        double longs = rounded(share(time, LIQUIDATED + "long_sum") * 40);
        double shorts = rounded(share(time, LIQUIDATED + "short_sum") * 40);
        if (path.endsWith("_relative")) {
            return longs + shorts == 0 ? 0.5 : longs / (longs + shorts);
        }
        return path.contains("long") ? longs : shorts;
    }

    private double share(long time, String of) {
        long mixed = (seed ^ of.hashCode() ^ instrument.baseAsset().hashCode()) * MIX + time * MIX;
        mixed = (mixed ^ (mixed >>> 32)) * MIX;
        return (mixed >>> SHARES_SHIFT) / SHARES;
    }

    private static double rounded(double value) {
        return Math.round(value * CENTS) / CENTS;
    }
}
