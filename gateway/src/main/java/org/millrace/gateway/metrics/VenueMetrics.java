package org.millrace.gateway.metrics;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.RejectReason;

/** What is counted of one venue: its connections, its circuit, what was refused of it. */
final class VenueMetrics {
    private static final double NANOS = 1e9;
    private static final long NONE = 0;
    private static final String CLOSED = "closed";
    private static final String HALF_OPEN = "half_open";
    private static final String OPEN = "open";
    private static final String[][] TRANSITIONS = {
        {CLOSED, OPEN}, {OPEN, HALF_OPEN}, {HALF_OPEN, OPEN}, {HALF_OPEN, CLOSED}
    };

    private final String exchange;
    private final Metrics metrics;
    private final Histogram.Series durations;
    private final Count reconnections = new Count();
    private Count otherTrades;
    private final Map<FeedReason, Count> errors = new EnumMap<>(FeedReason.class);
    private final Map<RejectReason, Count> rejects = new EnumMap<>(RejectReason.class);
    private final Map<List<Enum<?>>, Count> statuses = new HashMap<>();
    private final Count[] transitions = new Count[TRANSITIONS.length];
    private final Long2LongHashMap connectedNs = new Long2LongHashMap(NONE);
    private final BitSet symbols = new BitSet();
    private volatile int activeSymbols;
    private volatile String circuit = CLOSED;
    private volatile double clockOffset = Double.NaN;
    private volatile boolean clockSuspect;
    private volatile boolean isDown;
    private boolean connectedBefore;

    VenueMetrics(String exchange, Metrics metrics, Durations durations) {
        this.exchange = exchange;
        this.metrics = metrics;
        this.durations = durations.connection(exchange);
        metrics.gauge(
                "active_symbols",
                "Instruments that have traded since their stream began.",
                () -> activeSymbols,
                "exchange",
                exchange);
        metrics.counter(
                "websocket_reconnections_total",
                "Connections to a venue after its first.",
                reconnections::get,
                "exchange",
                exchange);
        registerCircuit();
        registerClock();
        error(FeedReason.CONNECT_FAILED);
        reject(RejectReason.MALFORMED);
    }

    /** Tells whether connections have come and gone, and none is left; for any thread. */
    boolean isDown() {
        return isDown;
    }

    private void registerCircuit() {
        metrics.gauge(
                "circuit_breaker_state",
                "0 closed, 0.5 half open, 1 open.",
                () -> circuit.equals(OPEN) ? 1 : circuit.equals(CLOSED) ? 0 : 0.5,
                "circuit",
                exchange);
        for (int i = 0; i < TRANSITIONS.length; i++) {
            transitions[i] = new Count();
            metrics.counter(
                    "circuit_breaker_state_transitions_total",
                    "Changes of a circuit's state.",
                    transitions[i]::get,
                    "circuit",
                    exchange,
                    "from_state",
                    TRANSITIONS[i][0],
                    "to_state",
                    TRANSITIONS[i][1]);
        }
    }

    private void registerClock() {
        metrics.gauge(
                "venue_clock_offset_seconds",
                "Venue's clock minus ours, as estimated from its events.",
                () -> clockOffset,
                "exchange",
                exchange);
        metrics.gauge(
                "venue_clock_suspect",
                "1 where events come from the future.",
                () -> clockSuspect ? 1 : 0,
                "exchange",
                exchange);
    }

    /** Counts a trade of an instrument that has no label of its own. */
    void onOtherTrade() {
        if (otherTrades == null) {
            otherTrades = new Count();
            metrics.counter(
                    "trades_received_total",
                    "Trades accepted.",
                    otherTrades::get,
                    "exchange",
                    exchange,
                    "symbol",
                    MarketMetrics.OTHER);
        }
        otherTrades.increment();
    }

    /** Notes that an instrument's trades have ended. */
    void onEnd(int instrumentId) {
        symbols.clear(instrumentId);
        activeSymbols = symbols.cardinality();
    }

    void onTrade(int instrumentId) {
        if (!symbols.get(instrumentId)) {
            symbols.set(instrumentId);
            activeSymbols = symbols.cardinality();
        }
    }

    void onRejected(RejectReason reason) {
        reject(reason).increment();
    }

    /** Counts whatever a feed tells of a connection or of an instrument. */
    void onStatus(FeedStream stream, FeedState state, FeedReason reason) {
        statuses.computeIfAbsent(List.of(stream, state, reason), key -> {
                    Count count = new Count();
                    metrics.counter(
                            "feed_status_total",
                            "What feeds told of connections and instruments.",
                            count::get,
                            "exchange",
                            exchange,
                            "stream",
                            label(stream),
                            "state",
                            label(state),
                            "reason",
                            label(reason));
                    return count;
                })
                .increment();
    }

    /** Takes the estimate of the venue's clock. */
    void onClock(long offsetNs, boolean isSuspect) {
        clockOffset = offsetNs / NANOS;
        clockSuspect = isSuspect;
    }

    /** Takes a change of a connection's state. */
    void onConnection(int connectionId, FeedState state, FeedReason reason, long timeNs) {
        switch (reason) {
            case CONNECTED -> onConnected(connectionId, timeNs);
            case CIRCUIT_OPENED -> circuit(OPEN);
            case CIRCUIT_HALF_OPEN -> circuit(HALF_OPEN);
            case CIRCUIT_CLOSED -> circuit(CLOSED);
            case SILENT, REMOTE_CLOSE, CONNECT_FAILED, TLS_FAILED, TIMEOUT, PROTOCOL_ERROR, VENUE_ERROR ->
                onFailure(state, reason);
            default -> {} // no error
        }
        if (state == FeedState.DISCONNECTED) {
            long since = connectedNs.remove(connectionId);
            isDown = connectedNs.isEmpty();
            if (since != NONE) {
                durations.observe((timeNs - since) / NANOS);
            }
        }
    }

    private void onConnected(int connectionId, long timeNs) {
        connectedNs.put(connectionId, timeNs);
        isDown = false;
        if (connectedBefore) {
            reconnections.increment();
        }
        connectedBefore = true;
    }

    private void onFailure(FeedState state, FeedReason reason) {
        if (state == FeedState.DISCONNECTED) {
            error(reason).increment();
        }
    }

    private void circuit(String state) {
        for (int i = 0; i < TRANSITIONS.length; i++) {
            if (TRANSITIONS[i][0].equals(circuit) && TRANSITIONS[i][1].equals(state)) {
                transitions[i].increment();
            }
        }
        circuit = state;
    }

    private Count error(FeedReason reason) {
        return errors.computeIfAbsent(
                reason,
                key -> count(
                        "collector_errors_total", "Connections that ended for a fault.", "error_type", key.name()));
    }

    private Count reject(RejectReason reason) {
        return rejects.computeIfAbsent(
                reason, key -> count("rejected_total", "Inputs refused, by decoder or stage.", "reason", key.name()));
    }

    private Count count(String name, String help, String label, String value) {
        Count count = new Count();
        metrics.counter(name, help, count::get, "exchange", exchange, label, value.toLowerCase(Locale.ROOT));
        return count;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
