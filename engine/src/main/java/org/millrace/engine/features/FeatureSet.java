package org.millrace.engine.features;

import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** A declared set, and what it remembers of each instrument. */
final class FeatureSet {
    /** Bytes of one without an instrument, most of them the benchmark's returns; and of an instrument without its series. */
    private static final long FIXED_BYTES = 18_000;

    private static final long INSTRUMENT_BYTES = 80;

    private final FeatureSetDefinition definition;
    private final FeatureName[] features;
    private final double[] values;
    private final DatedReturns[] benchmark = new DatedReturns[Timeframes.COUNT];
    private final PerInstrument<FeatureSeries[]> series = new PerInstrument<>();

    FeatureSet(FeatureSetDefinition definition) {
        this.definition = definition;
        features = definition.features().toArray(FeatureName[]::new);
        values = new double[features.length];
        for (int i = 0; i < benchmark.length; i++) {
            benchmark[i] = new DatedReturns();
        }
    }

    /** Returns the bytes of the heap that one takes when so many instruments are defined. */
    static long bytes(FeatureSetDefinition definition, int instruments) {
        long series = Integer.bitCount(definition.timeframes()) * FeatureSeries.bytes(definition.longestWindow());
        return FIXED_BYTES + instruments * (INSTRUMENT_BYTES + series);
    }

    FeatureSetDefinition definition() {
        return definition;
    }

    /** Returns the values at the last bar; they are valid until the next one. */
    double[] values() {
        return values;
    }

    /** Makes room for an instrument. */
    void define(int instrumentId) {
        if (series.get(instrumentId) == null) {
            series.put(instrumentId, fresh());
        }
    }

    /** Returns what it remembers; null: nothing of such bars. */
    FeatureSeries series(int instrumentId, int timeframe) {
        FeatureSeries[] all = series.get(instrumentId);
        return all == null || timeframe == Timeframes.UNKNOWN ? null : all[timeframe];
    }

    /** Takes a closed bar and computes all values; returns the quality bits that they carry. */
    int update(FeatureSeries of, ClosedBar bar) {
        int flags = of.update(bar, bar.instrumentId == definition.benchmarkId());
        for (int i = 0; i < features.length; i++) {
            values[i] = features[i].kind().value(of, bar, features[i].window());
        }
        return flags;
    }

    /** Forgets what a venue's bars of an instrument came to. */
    void beginAnew(int instrumentId) {
        FeatureSeries[] all = series.get(instrumentId);
        for (int i = 0; all != null && i < all.length; i++) {
            if (all[i] != null && all[i].hasBars()) {
                if (instrumentId == definition.benchmarkId()) {
                    benchmark[i].clear();
                }
                all[i] = new FeatureSeries(definition, benchmark[i]);
            }
        }
    }

    void save(SnapshotWriter out) {
        definition.save(out);
        for (DatedReturns each : benchmark) {
            each.save(out);
        }
        series.save(out, FeatureSet::save);
    }

    static FeatureSet load(SnapshotReader in) {
        FeatureSet set = new FeatureSet(FeatureSetDefinition.load(in));
        for (DatedReturns each : set.benchmark) {
            each.load(in);
        }
        set.series.load(in, set::loadSeries);
        return set;
    }

    private FeatureSeries[] fresh() {
        FeatureSeries[] all = new FeatureSeries[Timeframes.COUNT];
        for (int i = 0; i < all.length; i++) {
            all[i] = definition.hasTimeframe(i) ? new FeatureSeries(definition, benchmark[i]) : null;
        }
        return all;
    }

    private static void save(FeatureSeries[] all, SnapshotWriter out) {
        for (FeatureSeries each : all) {
            if (each != null) {
                each.save(out);
            }
        }
    }

    private FeatureSeries[] loadSeries(SnapshotReader in) {
        FeatureSeries[] all = fresh();
        for (FeatureSeries each : all) {
            if (each != null) {
                each.load(in);
            }
        }
        return all;
    }
}
