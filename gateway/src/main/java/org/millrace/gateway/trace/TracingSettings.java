package org.millrace.gateway.trace;

import java.net.URI;
import java.util.Set;
import org.millrace.codecs.settings.Settings;

/**
 * Where traces of requests and commands are sent.
 *
 * @param endpoint of a collector, for OTLP over HTTP, as {@code https://collector.example/v1/traces}; empty: nowhere
 * @param service  name of this program there
 */
public record TracingSettings(String endpoint, String service) {
    public static final TracingSettings DEFAULTS = new TracingSettings("", "millrace");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public TracingSettings {
        Settings.require(
                endpoint.isEmpty() || isAddress(endpoint),
                "tracing.endpoint",
                endpoint,
                "an address with https, or with http on this machine, or nothing");
        Settings.require(!service.isBlank(), "tracing.service", service, "a name");
    }

    /** Tells whether anything is sent. */
    public boolean isOn() {
        return !endpoint.isEmpty();
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean isPlain = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
            return address.getHost() != null
                    && address.getUserInfo() == null
                    && (isPlain || "https".equals(address.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
