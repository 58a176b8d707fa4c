package org.millrace.gateway.settings;

import java.util.List;
import org.millrace.codecs.settings.Settings;
import org.millrace.gateway.fanout.FanOutBuffer;

/**
 * Settings of the gateway.
 *
 * @param listen         for the page, REST and WebSocket
 * @param metrics        for Prometheus
 * @param eventLoops     threads that serve connections; each keeps its own newest values and books
 * @param fanOutCapacity bytes of the ring between engine and event loops, a power of two
 * @param allowedHosts   names besides localhost and loopback addresses by which a client may call this server
 * @param allowedOrigins of pages besides our own that may open a WebSocket, as {@code https://desk.example}
 */
public record GatewaySettings(
        ListenerSettings listen,
        ListenerSettings metrics,
        int eventLoops,
        int fanOutCapacity,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        LimitSettings limits,
        SubscriberSettings subscribers) {
    public static final GatewaySettings DEFAULTS = new GatewaySettings(
            new ListenerSettings("127.0.0.1", 8080),
            new ListenerSettings("127.0.0.1", 9091),
            1,
            8 * 1024 * 1024,
            List.of(),
            List.of(),
            LimitSettings.DEFAULTS,
            SubscriberSettings.DEFAULTS);

    public GatewaySettings {
        Settings.require(eventLoops >= 1 && eventLoops <= 64, "gateway.event-loops", eventLoops, "1 to 64");
        FanOutBuffer.requireCapacity(fanOutCapacity);
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Returns the same settings with both listeners on free ports: for tests and for many engines on one machine. */
    public GatewaySettings onFreePorts() {
        return new GatewaySettings(
                new ListenerSettings(listen.host(), 0),
                new ListenerSettings(metrics.host(), 0),
                eventLoops,
                fanOutCapacity,
                allowedHosts,
                allowedOrigins,
                limits,
                subscribers);
    }
}
