package org.millrace.gateway.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.millrace.gateway.http.RequestListener;

/** Counts HTTP requests by method, endpoint and status; all three from short, fixed lists. */
public final class RequestMetrics implements RequestListener {
    private static final double NANOS = 1e9;

    private final Metrics metrics;
    private final Histogram durations;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public RequestMetrics(Metrics metrics) {
        this.metrics = metrics;
        durations = metrics.histogram(
                "http_request_duration_seconds", "Time from a request's head to its answer.", "method", "endpoint");
    }

    @Override
    public void onRequest(String method, String endpoint, int status, long durationNs) {
        durations.labelValues(method, endpoint).observe(durationNs / NANOS);
        counts.computeIfAbsent(method + ' ' + endpoint + ' ' + status, key -> counter(method, endpoint, status))
                .increment();
    }

    private LongAdder counter(String method, String endpoint, int status) {
        LongAdder count = new LongAdder();
        metrics.counter(
                "http_requests_total",
                "Requests answered.",
                count::sum,
                "method",
                method,
                "endpoint",
                endpoint,
                "status",
                Integer.toString(status));
        return count;
    }
}
