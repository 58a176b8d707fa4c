package org.millrace.gateway.settings;

import org.millrace.codecs.settings.Settings;

/**
 * Somebody else whose tokens are taken.
 *
 * @param issuer    that they name, as {@code https://login.example}
 * @param audience  that they are for
 * @param algorithm that they are signed with, and no other
 * @param jwksFile  holds the issuer's public keys
 */
public record IssuerSettings(String issuer, String audience, TokenAlgorithm algorithm, String jwksFile) {
    public IssuerSettings {
        Settings.require(!issuer.isBlank(), "gateway.access.issuers.issuer", issuer, "a name");
        Settings.require(!audience.isBlank(), "gateway.access.issuers.audience", audience, "a name");
        Settings.require(!jwksFile.isBlank(), "gateway.access.issuers.jwks-file", jwksFile, "a file");
    }
}
