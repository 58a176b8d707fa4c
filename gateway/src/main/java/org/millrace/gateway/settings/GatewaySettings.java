package org.millrace.gateway.settings;

import java.util.List;
import org.millrace.codecs.settings.Settings;
import org.millrace.gateway.fanout.FanOutBuffer;

/**
 * Settings of the gateway. Those under which strangers could reach it without a login, or in the clear, are refused.
 *
 * @param listen         for the page, REST and WebSocket
 * @param metrics        for Prometheus
 * @param eventLoops     threads that serve connections; each keeps its own newest values and books
 * @param fanOutCapacity bytes of the ring between engine and event loops, a power of two
 * @param allowedHosts   names besides localhost and loopback addresses by which a client may call this server
 * @param allowedOrigins of pages besides our own that may call it, as {@code https://desk.example}
 * @param trustedProxies addresses whose word about where a request comes from is taken
 */
public record GatewaySettings(
        ListenerSettings listen,
        ListenerSettings metrics,
        int eventLoops,
        int fanOutCapacity,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        List<String> trustedProxies,
        AccessSettings access,
        TlsSettings tls,
        AuditSettings audit,
        LimitSettings limits,
        SubscriberSettings subscribers) {
    public static final GatewaySettings DEFAULTS = new GatewaySettings(
            new ListenerSettings("127.0.0.1", 8080),
            new ListenerSettings("127.0.0.1", 9091),
            1,
            8 * 1024 * 1024,
            List.of(),
            List.of(),
            List.of(),
            AccessSettings.DEFAULTS,
            TlsSettings.DEFAULTS,
            AuditSettings.DEFAULTS,
            LimitSettings.DEFAULTS,
            SubscriberSettings.DEFAULTS);

    public GatewaySettings {
        Settings.require(eventLoops >= 1 && eventLoops <= 64, "gateway.event-loops", eventLoops, "1 to 64");
        FanOutBuffer.requireCapacity(fanOutCapacity);
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        for (String origin : allowedOrigins) {
            Settings.require(
                    origin.matches("https?://[a-z0-9.:\\[\\]-]+"),
                    "gateway.allowed-origins",
                    origin,
                    "scheme, host and port of one page, as https://desk.example");
        }
        for (String proxy : trustedProxies) {
            Settings.require(
                    proxy.matches("[0-9a-fA-F.:]+"), "gateway.trusted-proxies", proxy, "an address, as 10.0.0.7");
        }
        requireSafe("gateway.listen.host", listen, access, tls);
        requireSafe("gateway.metrics.host", metrics, access, tls);
    }

    /** Tells whether nobody but programs on this machine can reach it. */
    public boolean isLocal() {
        return listen.isLoopback() && metrics.isLoopback();
    }

    /** Returns the same settings with both listeners on free ports: for tests and for many engines on one machine. */
    public GatewaySettings onFreePorts() {
        return edit().listen(new ListenerSettings(listen.host(), 0))
                .metrics(new ListenerSettings(metrics.host(), 0))
                .build();
    }

    /** Returns what makes others of these. */
    public Builder edit() {
        return new Builder(this);
    }

    private static void requireSafe(String key, ListenerSettings listener, AccessSettings access, TlsSettings tls) {
        if (!listener.isLoopback()) {
            Settings.require(
                    !access.isOpen(),
                    key,
                    listener.host(),
                    "a loopback address where nobody has to log in: see gateway.access");
            Settings.require(
                    tls.isOn() || tls.terminatedUpstream(),
                    key,
                    listener.host(),
                    "a loopback address without gateway.tls or gateway.tls.terminated-upstream: true");
        }
    }

    /** Settings like others, but for what is said. */
    public static final class Builder {
        private final GatewaySettings others;
        private ListenerSettings listen;
        private ListenerSettings metrics;
        private int eventLoops;
        private int fanOutCapacity;
        private List<String> allowedOrigins;
        private List<String> trustedProxies;
        private AccessSettings access;
        private TlsSettings tls;
        private LimitSettings limits;
        private SubscriberSettings subscribers;

        private Builder(GatewaySettings others) {
            this.others = others;
            listen = others.listen;
            metrics = others.metrics;
            eventLoops = others.eventLoops;
            fanOutCapacity = others.fanOutCapacity;
            allowedOrigins = others.allowedOrigins;
            trustedProxies = others.trustedProxies;
            access = others.access;
            tls = others.tls;
            limits = others.limits;
            subscribers = others.subscribers;
        }

        public Builder listen(ListenerSettings listener) {
            listen = listener;
            return this;
        }

        public Builder metrics(ListenerSettings listener) {
            metrics = listener;
            return this;
        }

        public Builder eventLoops(int count) {
            eventLoops = count;
            return this;
        }

        public Builder fanOutCapacity(int bytes) {
            fanOutCapacity = bytes;
            return this;
        }

        public Builder allowedOrigins(List<String> origins) {
            allowedOrigins = origins;
            return this;
        }

        public Builder trustedProxies(List<String> addresses) {
            trustedProxies = addresses;
            return this;
        }

        public Builder access(AccessSettings ways) {
            access = ways;
            return this;
        }

        public Builder tls(TlsSettings certificates) {
            tls = certificates;
            return this;
        }

        public Builder limits(LimitSettings most) {
            limits = most;
            return this;
        }

        public Builder subscribers(SubscriberSettings clients) {
            subscribers = clients;
            return this;
        }

        public GatewaySettings build() {
            return new GatewaySettings(
                    listen,
                    metrics,
                    eventLoops,
                    fanOutCapacity,
                    others.allowedHosts,
                    allowedOrigins,
                    trustedProxies,
                    access,
                    tls,
                    others.audit,
                    limits,
                    subscribers);
        }
    }
}
