package org.millrace.engine.top;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final String BEFORE =
            """
            # TYPE events_total counter
            events_total{type="Trade"} 100
            events_total{type="Quote"} 50
            trades_received_total{exchange="kraken",symbol="BTC-USD"} 100
            event_latency_seconds_bucket{hop="gateway",le="0.0001"} 10
            event_latency_seconds_bucket{hop="gateway",le="0.001"} 10
            event_latency_seconds_bucket{hop="gateway",le="+Inf"} 10
            """;

    private static final String NOW =
            """
            events_total{type="Trade"} 3100
            events_total{type="Quote"} 1050
            trades_received_total{exchange="kraken",symbol="BTC-USD"} 3100
            ring_occupied_slots 7
            ring_capacity_slots 16384
            event_latency_seconds_bucket{hop="gateway",le="0.0001"} 80
            event_latency_seconds_bucket{hop="gateway",le="0.001"} 109
            event_latency_seconds_bucket{hop="gateway",le="+Inf"} 110
            jvm_memory_used_bytes{area="heap"} 1.048576E8
            circuit_breaker_state{circuit="kraken"} 1.0
            active_symbols{exchange="kraken"} 1
            health_failing{component="store",probe="ready"} 1.0
            """;

    @Test
    void shouldShowWhatHappenedBetweenTwoLooks() {
        String text = new TopView(new Scrape(0, BEFORE), new Scrape(2_000_000_000L, NOW)).text();

        assertEquals(
                """

                LINE     2,000 events/s   ring 7 of 16,384   trades 1,500/s   rejected -/s
                LATENCY  to gateway p50 100us  p99 1ms   bars p95 -   requests p95 -
                LAG      journal -   store - events   fan-out - bytes
                STORE    - rows/s   queries -/s   p99 -   failures -
                GATEWAY  - requests/s   - clients, - held   -/s messages   - connections
                JVM      heap 100 MiB   collections -/s   threads -

                EXCHANGE             trades/s   frames/s  circuit  symbols reconnects
                kraken                  1,500          0     OPEN        1          0

                NOT WELL store
                """,
                text);
    }
}
