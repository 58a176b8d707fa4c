package org.millrace.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * Durations in buckets from 10 µs to 30 s, one series for each set of labels. The library's own histogram makes an object
 * for each observation; this one makes none. Used by any thread.
 */
final class Histogram implements Collector {
    private static final double[] BOUNDS = {
        1e-5,
        2.5e-5,
        5e-5,
        1e-4,
        2.5e-4,
        5e-4,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        5,
        30,
        Double.POSITIVE_INFINITY
    };

    private final String name;
    private final String help;
    private final String[] labelNames;
    private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

    /** Durations of one set of labels. */
    static final class Series {
        private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length);
        private final DoubleAdder sum = new DoubleAdder();

        private Series() {}

        void observe(double seconds) {
            int bucket = 0;
            while (seconds > BOUNDS[bucket]) {
                bucket++;
            }
            counts.incrementAndGet(bucket);
            sum.add(seconds);
        }

        private HistogramDataPointSnapshot snapshot(Labels labels) {
            long[] copy = new long[BOUNDS.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = counts.get(i);
            }
            return HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, copy))
                    .sum(sum.sum())
                    .build();
        }
    }

    Histogram(String name, String help, String... labelNames) {
        this.name = name;
        this.help = help;
        this.labelNames = labelNames.clone();
    }

    /** Returns the series of some labels, for the caller to keep. */
    Series labelValues(String... values) {
        return series.computeIfAbsent(List.of(values), key -> new Series());
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help);
        series.forEach((values, each) ->
                snapshot.dataPoint(each.snapshot(Labels.of(labelNames, values.toArray(String[]::new)))));
        return snapshot.build();
    }
}
