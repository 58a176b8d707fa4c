package org.millrace.gateway.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a client connects.
 *
 * @param server     as {@code ws://127.0.0.1:8080/ws/v1}
 * @param credential what to show in the {@code Authorization} header, {@code Bearer …}, asked for at each connection;
 *                   empty: nothing
 * @param firstDelay before a lost connection is sought again, at most: half of the times it is less
 * @param maxDelay   to which it doubles
 */
public record ClientSettings(URI server, Supplier<String> credential, Duration firstDelay, Duration maxDelay) {
    /** Returns settings for a server that asks nobody who they are. */
    public static ClientSettings of(URI server) {
        return new ClientSettings(server, () -> "", Duration.ofMillis(250), Duration.ofSeconds(30));
    }

    /** Returns the same with a credential. */
    public ClientSettings withCredential(Supplier<String> other) {
        return new ClientSettings(server, other, firstDelay, maxDelay);
    }
}
