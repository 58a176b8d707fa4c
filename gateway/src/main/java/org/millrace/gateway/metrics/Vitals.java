package org.millrace.gateway.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is counted of the program as a whole: of all instruments together, never of single ones. */
public final class Vitals {
    private static final String SYMBOL = "symbol";

    private final Map<String, Series> series = new LinkedHashMap<>();

    private Vitals() {}

    /** One number, or counts of durations by their upper limits in seconds; the value is their sum then. */
    public static final class Series {
        private final String name;
        private final Map<String, String> labels;
        private final Map<Double, Long> buckets = new TreeMap<>();
        private double value;

        private Series(String name, Map<String, String> labels) {
            this.name = name;
            this.labels = labels;
        }

        public String name() {
            return name;
        }

        public Map<String, String> labels() {
            return labels;
        }

        public double value() {
            return value;
        }

        /** Returns counts by upper limit, each without those below; empty for a number. */
        public Map<Double, Long> buckets() {
            return buckets;
        }
    }

    static Collection<Series> of(MetricSnapshots snapshots) {
        Vitals vitals = new Vitals();
        for (MetricSnapshot snapshot : snapshots) {
            vitals.add(snapshot);
        }
        return vitals.series.values();
    }

    private void add(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        if (snapshot instanceof CounterSnapshot counter) {
            counter.getDataPoints().forEach(point -> at(name + "_total", point).value += point.getValue());
        } else if (snapshot instanceof GaugeSnapshot gauge) {
            gauge.getDataPoints().stream()
                    .filter(point -> !point.getLabels().contains(SYMBOL)) // these do not add up
                    .forEach(point -> at(name, point).value = point.getValue());
        } else if (snapshot instanceof HistogramSnapshot histogram) {
            histogram.getDataPoints().forEach(point -> {
                Series all = at(name, point);
                all.value += point.getSum();
                ClassicHistogramBuckets buckets = point.getClassicBuckets();
                for (int i = 0; i < buckets.size(); i++) {
                    all.buckets.merge(buckets.getUpperBound(i), buckets.getCount(i), Long::sum);
                }
            });
        }
    }

    private Series at(String name, DataPointSnapshot point) {
        Map<String, String> labels = new TreeMap<>();
        for (Label label : point.getLabels()) {
            if (!label.getName().equals(SYMBOL)) {
                labels.put(label.getName(), label.getValue());
            }
        }
        return series.computeIfAbsent(name + labels, key -> new Series(name, labels));
    }
}
