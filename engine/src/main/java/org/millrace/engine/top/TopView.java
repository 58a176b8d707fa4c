package org.millrace.engine.top;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes what happened between two scrapes. */
public final class TopView {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final double MEBIBYTE = 1024 * 1024;

    private final Scrape before;
    private final Scrape now;
    private final StringBuilder text = new StringBuilder();

    public TopView(Scrape before, Scrape now) {
        this.before = before;
        this.now = now;
    }

    /** Returns the view, some twenty lines of at most 80 columns. */
    public String text() {
        line("");
        line(
                "LINE     %s events/s   ring %s of %s   trades %s/s   rejected %s/s",
                rate("events_total"),
                whole(now.sum("ring_occupied_slots")),
                whole(now.sum("ring_capacity_slots")),
                rate("trades_received_total"),
                rate("rejected_total"));
        line(
                "LATENCY  to gateway p50 %s  p99 %s   bars p95 %s   requests p95 %s",
                quantile("event_latency_seconds", 0.5),
                quantile("event_latency_seconds", 0.99),
                quantile("bar_completion_duration_seconds", 0.95),
                quantile("http_request_duration_seconds", 0.95));
        line(
                "LAG      journal %s   store %s events   fan-out %s bytes",
                whole(now.sum("journal_last_sequence") - now.sum("journal_durable_sequence")),
                whole(now.sum("tailer_lag_events")),
                whole(now.max("fan_out_lag_bytes")));
        writeStoreAndGateway();
        writeExchanges();
        return text.toString();
    }

    private void writeStoreAndGateway() {
        line(
                "STORE    %s rows/s   queries %s/s   p99 %s   failures %s",
                rate("store_rows_total"),
                rate("db_queries_total"),
                quantile("db_query_duration_seconds", 0.99),
                whole(now.sum("store_failures_total")));
        line(
                "GATEWAY  %s requests/s   %s clients, %s held   %s/s messages   %s connections",
                rate("http_requests_total"),
                whole(now.sum("websocket_connections")),
                whole(now.sum("websocket_held_connections")),
                rate("websocket_messages_sent_total"),
                whole(now.sum("http_connections")));
        line(
                "JVM      heap %s MiB   collections %s/s   threads %s",
                whole(now.by("jvm_memory_used_bytes", "area").getOrDefault("heap", Double.NaN) / MEBIBYTE),
                rate("jvm_gc_collections_total"),
                whole(now.sum("jvm_threads")));
    }

    private void writeExchanges() {
        line("");
        line("%-18s %10s %10s %8s %8s %10s", "EXCHANGE", "trades/s", "frames/s", "circuit", "symbols", "reconnects");
        now.by("circuit_breaker_state", "circuit").forEach(this::exchange);
        line("");
        now.by("health_failing", "component").forEach((component, failing) -> {
            if (failing > 0) {
                line("NOT WELL %s", component);
            }
        });
    }

    private void exchange(String exchange, double circuit) {
        line(
                "%-18s %10s %10s %8s %8s %10s",
                exchange,
                rate("trades_received_total", exchange),
                rate("feed_decoder_frames_total", exchange),
                circuit == 0 ? "closed" : circuit == 1 ? "OPEN" : "half",
                whole(now.by("active_symbols", "exchange").getOrDefault(exchange, 0.0)),
                whole(now.by("websocket_reconnections_total", "exchange").getOrDefault(exchange, 0.0)));
    }

    private String rate(String name) {
        return rate(now.sum(name) - before.sum(name));
    }

    private String rate(String name, String exchange) {
        return rate(now.by(name, "exchange").getOrDefault(exchange, 0.0)
                - before.by(name, "exchange").getOrDefault(exchange, 0.0));
    }

    private String rate(double difference) {
        double seconds = (now.timeNs() - before.timeNs()) / NANOS;
        return whole(difference / seconds);
    }

    /** Returns the bound that a share of what was observed between the scrapes is not above. */
    private String quantile(String histogram, double share) {
        Map<Double, Double> counts = new TreeMap<>();
        Map<String, Double> earlier = before.by(histogram + "_bucket", "le");
        now.by(histogram + "_bucket", "le")
                .forEach((bound, count) -> counts.put(
                        bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                        count - earlier.getOrDefault(bound, 0.0)));
        double all = counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (all > 0 && bucket.getValue() >= all * share) {
                return duration(bucket.getKey());
            }
        }
        return "-";
    }

    private static String duration(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "over";
        }
        return seconds < 0.001
                ? String.format(Locale.ROOT, "%.0fus", seconds * MICROS)
                : String.format(Locale.ROOT, "%.0fms", seconds * 1_000);
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
