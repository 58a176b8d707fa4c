package org.millrace.gateway.settings;

import java.time.Duration;
import org.millrace.codecs.settings.Settings;

/**
 * Tokens of our own, signed with HS256.
 *
 * @param secretFile holds the secrets, one a line: the first signs, all are taken; empty: no such tokens
 * @param issuer     that they name
 * @param audience   that they are for
 * @param lifetime   the longest that they may be valid
 */
public record TokenSettings(String secretFile, String issuer, String audience, Duration lifetime) {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    public static final TokenSettings DEFAULTS = new TokenSettings("", "millrace", "millrace", Duration.ofMinutes(60));

    public TokenSettings {
        Settings.require(!issuer.isBlank(), "gateway.access.tokens.issuer", issuer, "a name");
        Settings.require(!audience.isBlank(), "gateway.access.tokens.audience", audience, "a name");
        Settings.require(
                lifetime.toSeconds() >= 1 && lifetime.compareTo(LONGEST) <= 0,
                "gateway.access.tokens.lifetime",
                lifetime,
                "1s to 60m");
    }
}
