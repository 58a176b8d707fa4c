package org.millrace.gateway.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.millrace.gateway.http.RequestListener;

/**
 * Counts HTTP requests by method, endpoint and status; all three from short, fixed lists. Allocates only where it sees
 * something first. Used by any thread.
 */
public final class RequestMetrics implements RequestListener {
    private static final double NANOS = 1e9;
    private static final int STATUS_LIMIT = 600;

    private final Metrics metrics;
    private final Histogram durations;
    private final Map<String, Map<String, Requests>> byMethod = new ConcurrentHashMap<>();

    /** Those of one method to one endpoint. */
    private record Requests(Histogram.Series durations, AtomicReferenceArray<LongAdder> byStatus) {}

    public RequestMetrics(Metrics metrics) {
        this.metrics = metrics;
        durations = metrics.histogram(
                "http_request_duration_seconds", "Time from a request's head to its answer.", "method", "endpoint");
    }

    @Override
    public void onRequest(String method, String endpoint, int status, long durationNs) {
        Map<String, Requests> byEndpoint = byMethod.get(method);
        Requests requests = byEndpoint == null ? null : byEndpoint.get(endpoint);
        if (requests == null) {
            requests = first(method, endpoint);
        }
        requests.durations().observe(durationNs / NANOS);
        LongAdder count = requests.byStatus().get(status);
        if (count == null) {
            count = first(requests, method, endpoint, status);
        }
        count.increment();
    }

    private Requests first(String method, String endpoint) {
        return byMethod.computeIfAbsent(method, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        endpoint,
                        key -> new Requests(
                                durations.labelValues(method, endpoint), new AtomicReferenceArray<>(STATUS_LIMIT)));
    }

    private LongAdder first(Requests requests, String method, String endpoint, int status) {
        LongAdder count = new LongAdder();
        if (!requests.byStatus().compareAndSet(status, null, count)) {
            return requests.byStatus().get(status); // another thread was quicker
        }
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
