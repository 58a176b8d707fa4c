package org.millrace.gateway.settings;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * How much of the server one client, or all, may take.
 *
 * @param connections           at once
 * @param connectionsPerAddress at once from one address
 * @param headTimeout           from a connection's first moment to the end of a request's head
 * @param idleTimeout           of a connection between requests
 */
public record LimitSettings(int connections, int connectionsPerAddress, Duration headTimeout, Duration idleTimeout) {
    public static final LimitSettings DEFAULTS =
            new LimitSettings(2_000, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));

    public LimitSettings {
        Settings.require(connections >= 1, "gateway.limits.connections", connections, "1 or more");
        Settings.require(
                connectionsPerAddress >= 1,
                "gateway.limits.connections-per-address",
                connectionsPerAddress,
                "1 or more");
        Settings.require(headTimeout.toMillis() > 0, "gateway.limits.head-timeout", headTimeout, "more than 0");
        Settings.require(idleTimeout.toMillis() > 0, "gateway.limits.idle-timeout", idleTimeout, "more than 0");
    }
}
