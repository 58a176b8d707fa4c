package org.millrace.gateway.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.codecs.settings.Settings;

/**
 * Who is let in. With none of the three sources of credentials nobody has to log in, which only loopback addresses allow.
 *
 * @param keysFile       API keys and what was revoked, as {@code millrace keys} writes it; empty: none
 * @param tokens         of our own
 * @param issuers        others whose tokens are taken
 * @param loginTimeout   of a WebSocket, from its first moment
 * @param ticketLifetime of what a page trades its token for, to open a WebSocket
 */
public record AccessSettings(
        String keysFile,
        TokenSettings tokens,
        List<IssuerSettings> issuers,
        Duration loginTimeout,
        Duration ticketLifetime) {
    public static final AccessSettings DEFAULTS =
            new AccessSettings("", TokenSettings.DEFAULTS, List.of(), Duration.ofSeconds(5), Duration.ofSeconds(30));

    public AccessSettings {
        issuers = List.copyOf(issuers);
        Set<String> names = new HashSet<>(Set.of(tokens.issuer()));
        for (IssuerSettings issuer : issuers) {
            Settings.require(
                    names.add(issuer.issuer()),
                    "gateway.access.issuers.issuer",
                    issuer.issuer(),
                    "a name that no other issuer has");
        }
        Settings.require(loginTimeout.toMillis() > 0, "gateway.access.login-timeout", loginTimeout, "more than 0");
        Settings.require(
                ticketLifetime.toMillis() > 0 && ticketLifetime.toSeconds() <= 300,
                "gateway.access.ticket-lifetime",
                ticketLifetime,
                "more than 0, 300s at most");
    }

    /** Tells whether nobody has to log in. */
    public boolean isOpen() {
        return keysFile.isEmpty() && tokens.secretFile().isEmpty() && issuers.isEmpty();
    }
}
