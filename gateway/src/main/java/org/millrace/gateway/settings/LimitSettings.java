package org.millrace.gateway.settings;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How much of the server one client, or all, may take.
 *
 * @param connections                 at once
 * @param connectionsPerAddress       at once from one address
 * @param connectionsPerPrincipal     WebSockets of one user at once, where users have to log in
 * @param replaysPerPrincipal         replays of one user at once, likewise
 * @param unauthenticated             WebSockets at once whose client has not logged in yet
 * @param requestsPerMinute           of one user
 * @param requestsPerMinutePerAddress of one address
 * @param headTimeout                 from a connection's first moment to the end of a request's head, or of TLS's handshake
 * @param idleTimeout                 of a connection between requests, and of a request's body
 */
public record LimitSettings(
        int connections,
        int connectionsPerAddress,
        int connectionsPerPrincipal,
        int replaysPerPrincipal,
        int unauthenticated,
        int requestsPerMinute,
        int requestsPerMinutePerAddress,
        Duration headTimeout,
        Duration idleTimeout) {
    public static final LimitSettings DEFAULTS =
            new LimitSettings(2_000, 100, 5, 2, 200, 100, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final String KEY = "gateway.limits.";

    public LimitSettings {
        requirePositive(connections, "connections");
        requirePositive(connectionsPerAddress, "connections-per-address");
        requirePositive(connectionsPerPrincipal, "connections-per-principal");
        requirePositive(replaysPerPrincipal, "replays-per-principal");
        requirePositive(unauthenticated, "unauthenticated");
        requirePositive(requestsPerMinute, "requests-per-minute");
        requirePositive(requestsPerMinutePerAddress, "requests-per-minute-per-address");
        Settings.require(headTimeout.toMillis() > 0, KEY + "head-timeout", headTimeout, "more than 0");
        Settings.require(idleTimeout.toMillis() > 0, KEY + "idle-timeout", idleTimeout, "more than 0");
    }

    private static void requirePositive(int value, String name) {
        Settings.require(value >= 1, KEY + name, value, "1 or more");
    }
}
