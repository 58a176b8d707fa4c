package org.millrace.gateway;

import java.util.Collection;
import java.util.function.LongSupplier;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.http.HttpServer;
import org.millrace.gateway.http.RequestRates;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.rest.AnswerCache;
import org.millrace.gateway.rest.HistoryApi;
import org.millrace.gateway.websocket.Distributor;
import org.millrace.gateway.websocket.SentCounters;

/** Names what the gateway counts, for the metrics page. */
final class GatewayMetrics {
    private static final String LOOP = "loop";
    private static final String CACHE = "cache_type";

    private final Metrics metrics;

    GatewayMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void register(HttpServer server, FanOutBuffer buffer, Collection<Distributor> distributors, RequestRates rates) {
        metrics.counter("fan_out_bytes_total", "Bytes of framed events written for clients.", buffer::tail);
        metrics.gauge("http_connections", "Connections open.", server::connections);
        metrics.gauge(
                "websocket_connections",
                "WebSocket clients connected.",
                () -> distributors.stream()
                        .mapToInt(distributor -> distributor.sent().sessions())
                        .sum(),
                "endpoint",
                "/ws/v1");
        metrics.counter(
                "rate_limit_exceeded_total",
                "Requests beyond a client's rate.",
                () -> rates.refusals()
                        + distributors.stream()
                                .mapToLong(distributor -> distributor.sent().rateRefusals())
                                .sum());
        int loop = 0;
        for (Distributor distributor : distributors) {
            register(distributor, Integer.toString(loop++));
        }
    }

    /** Names what memory answers about bars. */
    void register(HistoryApi bars, Collection<Distributor> distributors) {
        cache("bars", bars::fromMemory, bars::fromStore, () -> distributors.stream()
                .mapToLong(each -> each.latest().bars().bytes())
                .sum());
    }

    /** Names what memory answers about liquidations. */
    void register(AnswerCache liquidations) {
        cache("liquidations", liquidations::hits, liquidations::misses, liquidations::bytes);
    }

    private void cache(String type, LongSupplier hits, LongSupplier misses, LongSupplier bytes) {
        metrics.counter("cache_hits_total", "Questions that memory answered.", hits, CACHE, type);
        metrics.counter("cache_misses_total", "Questions that the store was asked.", misses, CACHE, type);
        metrics.gauge("cache_size_bytes", "Memory of what is answered.", bytes::getAsLong, CACHE, type);
    }

    private void register(Distributor distributor, String loop) {
        SentCounters sent = distributor.sent();
        counter("websocket_packets_sent_total", "Packets sent to WebSocket clients.", sent::packets, loop);
        counter("websocket_requests_refused_total", "Requests answered with an error.", sent::refusals, loop);
        counter("websocket_slow_closes_total", "Clients sent away for reading too slowly.", sent::slowCloses, loop);
        gauge("websocket_held_connections", "Clients sent nothing until they have read.", sent::held, loop);
        gauge("websocket_queued_bytes", "Most bytes that wait for one client.", sent::queuedBytes, loop);
        gauge("fan_out_lag_bytes", "Bytes in the fan-out ring not yet read.", distributor::lag, loop);
    }

    private void counter(String name, String help, LongSupplier value, String loop) {
        metrics.counter(name, help, value, LOOP, loop);
    }

    private void gauge(String name, String help, LongSupplier value, String loop) {
        metrics.gauge(name, help, value::getAsLong, LOOP, loop);
    }
}
