package org.millrace.gateway.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Collects what is counted. Series of one name have the same labels, 1,000 at most: those beyond are left out.
 * Registration is thread-safe; suppliers are called on the thread that scrapes.
 */
public final class Metrics {
    private static final int MAX_SERIES = 1_000;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, List<Series>> families = new HashMap<>();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    private record Series(List<String> labelValues, DoubleSupplier value) {
        void report(BiConsumer<Double, String[]> callback) {
            callback.accept(value.getAsDouble(), labelValues.toArray(String[]::new));
        }
    }

    /**
     * Registers a counter.
     *
     * @param name   ends in {@code _total}
     * @param help   what it counts; of the first registration of a name
     * @param labels name and value in turn
     */
    public void counter(String name, String help, LongSupplier value, String... labels) {
        List<Series> series = series(name);
        if (series.isEmpty()) {
            CounterWithCallback.builder()
                    .name(name)
                    .help(help)
                    .labelNames(every(labels, 0))
                    .callback(callback -> series.forEach(each -> each.report(callback::call)))
                    .register(registry);
        }
        add(series, value::getAsLong, labels);
    }

    /** Registers a gauge, as {@link #counter}. */
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        List<Series> series = series(name);
        if (series.isEmpty()) {
            GaugeWithCallback.builder()
                    .name(name)
                    .help(help)
                    .labelNames(every(labels, 0))
                    .callback(callback -> series.forEach(each -> each.report(callback::call)))
                    .register(registry);
        }
        add(series, value, labels);
    }

    /** Registers a histogram of seconds for the caller to observe into. */
    Histogram histogram(String name, String help, String... labelNames) {
        Histogram histogram = new Histogram(name, help, labelNames);
        registry.register(histogram);
        return histogram;
    }

    /** Returns what is counted of all instruments together, as it stands. */
    public Collection<Vitals.Series> vitals() {
        return Vitals.of(registry.scrape());
    }

    /** Returns all as Prometheus reads it. */
    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    String contentType() {
        return writer.getContentType();
    }

    private synchronized List<Series> series(String name) {
        return families.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>());
    }

    private static void add(List<Series> series, DoubleSupplier value, String... labels) {
        if (series.size() < MAX_SERIES) {
            series.add(new Series(List.of(every(labels, 1)), value));
        }
    }

    private static String[] every(String[] labels, int from) {
        String[] names = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i + from];
        }
        return names;
    }
}
