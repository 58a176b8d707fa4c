package org.millrace.gateway.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int REQUESTS = 10_000;
    private static final int ATTEMPTS = 100;

    private final Metrics metrics = new Metrics();
    private final RequestMetrics requests = new RequestMetrics(metrics);

    @Test
    void shouldCountAndTimeByMethodEndpointAndStatus() {
        requests.onRequest("GET", "/api/v1/prices/{symbol}", 200, 20_000);
        requests.onRequest("GET", "/api/v1/prices/{symbol}", 200, 30_000);
        requests.onRequest("GET", "/api/v1/prices/{symbol}", 404, 3_000_000);
        requests.onRequest("HEAD", "/api/v1/prices/{symbol}", 200, 7_000);

        assertEquals(
                List.of(
                        "http_requests_total{endpoint=\"/api/v1/prices/{symbol}\",method=\"GET\",status=\"200\"} 2.0",
                        "http_requests_total{endpoint=\"/api/v1/prices/{symbol}\",method=\"GET\",status=\"404\"} 1.0",
                        "http_requests_total{endpoint=\"/api/v1/prices/{symbol}\",method=\"HEAD\",status=\"200\"} 1.0"),
                lines("http_requests_total{"));
        assertEquals(
                List.of("1.0E-5 0", "2.5E-5 1", "5.0E-5 2", "1.0E-4 2", "2.5E-4 2", "5.0E-4 2", "0.001 2", "0.0025 2"),
                lines("http_request_duration_seconds_bucket{endpoint=\"/api/v1/prices/{symbol}\",method=\"GET\"")
                        .stream()
                        .limit(8)
                        .map(line -> line.replaceAll(".*le=\"(.*)\"} (.*)", "$1 $2"))
                        .toList());
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        record();

        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > 0; i++) { // the compiler leaves traces of its own
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            record();
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }

        long bytes = least;
        assertTrue(bytes == 0, () -> bytes + " bytes for " + REQUESTS + " requests");
    }

    private void record() {
        for (int i = 0; i < REQUESTS; i++) {
            String method = (i & 1) == 0 ? "GET" : "HEAD";
            requests.onRequest(method, "/api/v1/prices/{symbol}", (i & 7) == 0 ? 304 : 200, 1_000L * i);
        }
    }

    private List<String> lines(String beginning) {
        return new String(metrics.text(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }
}
