package org.millrace.engine.features;

import org.millrace.engine.indicators.Taint;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What a feature set remembers of one instrument and timeframe. Formulas read its fields. */
final class FeatureSeries {
    /** Bandwidths that the newest is compared with the mean of. */
    static final int SQUEEZE_WINDOW = 20;

    /** Bytes of one besides its windows: objects, bandwidths, returns that wait, and how long quality bits travel. */
    private static final long FIXED_BYTES = 3_200;

    private static final int WINDOWS = 6; // two of them those of the pairs
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long DAY_NS = 24 * HOUR_NS;
    private static final int HOURS_OF_DAY = 24;
    private static final int DAYS_OF_WEEK = 7;
    private static final int THURSDAY = 3; // 1970-01-01, where Monday is 0

    final Window closes;
    final Window logReturns;
    final Window volumes;
    final Window ranges;
    final Window bandwidths = new Window(SQUEEZE_WINDOW);
    final ReturnPairs pairs;
    double volumePriceTrend;
    double previousHistogram = Double.NaN;

    private final DatedReturns benchmark;
    private final Taint taint;
    private double histogram = Double.NaN;
    private long bars;
    private long day;

    /**
     * Creates one that has seen no bar.
     *
     * @param benchmark returns that correlations are with
     */
    FeatureSeries(FeatureSetDefinition definition, DatedReturns benchmark) {
        int window = definition.longestWindow();
        closes = new Window(window + 1);
        logReturns = new Window(window);
        volumes = new Window(Math.max(2, window + 1));
        ranges = new Window(window);
        pairs = new ReturnPairs(window);
        taint = new Taint(definition.memory(), definition.isCumulative());
        this.benchmark = benchmark;
    }

    /** Returns the bytes of the heap that one takes, all of them from its beginning. */
    static long bytes(int longestWindow) {
        return FIXED_BYTES + (long) WINDOWS * Double.BYTES * longestWindow;
    }

    /** Takes a closed bar; returns the quality bits that its values carry. */
    int update(ClosedBar bar, boolean isBenchmark) {
        double before = closes.last();
        double change = bar.close / before - 1;
        bars++;
        day = Math.floorDiv(bar.startTime, DAY_NS);
        closes.add(bar.close);
        logReturns.add(StrictMath.log(bar.close / before));
        volumes.add(bar.volume);
        ranges.add(bar.high / bar.low);
        bandwidths.add((bar.bbUpper - bar.bbLower) / bar.bbMiddle);
        if (bars > 1) {
            volumePriceTrend += bar.volume * change;
        }
        previousHistogram = histogram;
        histogram = bar.macdHistogram;
        if (isBenchmark && bars > 1) {
            benchmark.add(bar.endTime, change, bar.flags);
        }
        taint.note(bar.flags | pairs.update(bar.endTime, change, benchmark), bars, day);
        return taint.flags(bars, day);
    }

    /** Notes that a bar was corrected: values to come rest on what it was before. */
    void onCorrection(int flags) {
        taint.note(flags, bars, day);
    }

    /** Tells whether it was told of any bar. */
    boolean hasBars() {
        return bars > 0;
    }

    /** Returns the mean of the last closes, the indicators' own where they have it. */
    double average(ClosedBar bar, int count) {
        return switch (count) {
            case 20 -> bar.sma20;
            case 50 -> bar.sma50;
            default -> closes.mean(count);
        };
    }

    static int hour(long timeNs) {
        return (int) Math.floorMod(Math.floorDiv(timeNs, HOUR_NS), (long) HOURS_OF_DAY);
    }

    static int dayOfWeek(long timeNs) {
        return (int) Math.floorMod(Math.floorDiv(timeNs, DAY_NS) + THURSDAY, (long) DAYS_OF_WEEK);
    }

    void save(SnapshotWriter out) {
        closes.save(out);
        logReturns.save(out);
        volumes.save(out);
        ranges.save(out);
        bandwidths.save(out);
        pairs.save(out);
        taint.save(out);
        out.putDouble(volumePriceTrend).putDouble(histogram).putDouble(previousHistogram);
        out.putLong(bars).putLong(day);
    }

    void load(SnapshotReader in) {
        closes.load(in);
        logReturns.load(in);
        volumes.load(in);
        ranges.load(in);
        bandwidths.load(in);
        pairs.load(in);
        taint.load(in);
        volumePriceTrend = in.getDouble();
        histogram = in.getDouble();
        previousHistogram = in.getDouble();
        bars = in.getLong();
        day = in.getLong();
    }
}
