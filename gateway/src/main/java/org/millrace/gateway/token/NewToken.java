package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.millrace.codecs.settings.Secret;
import org.millrace.codecs.settings.Settings;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.settings.TokenSettings;

/**
 * A token of our own that was just made.
 *
 * @param id   by which it can be revoked
 * @param text what its owner shows
 */
public record NewToken(String id, Secret text, Instant expires) {
    /**
     * Makes one, signed with the first secret of the file.
     *
     * @throws IllegalArgumentException if the file cannot be used, or the token would be valid too long
     */
    @SuppressWarnings("JavaUtilDate") // the library speaks it
    public static NewToken sign(
            TokenSettings settings, String user, Role role, Entitlements entitlements, Instant now, Duration lifetime) {
        Settings.require(Tokens.NAME.matcher(user).matches(), "user", user, "a name without spaces");
        Settings.require(
                lifetime.toSeconds() >= 1 && lifetime.compareTo(settings.lifetime()) <= 0,
                "lifetime",
                lifetime,
                "1s or more, and " + settings.lifetime() + " at most (gateway.access.tokens.lifetime)");
        Map.Entry<String, Secret> secret = SecretLines.read(Path.of(settings.secretFile()))
                .entrySet()
                .iterator()
                .next();
        String id = UUID.randomUUID().toString();
        Instant expires = now.plus(lifetime);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(settings.audience())
                .subject(user)
                .jwtID(id)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .claim("role", role.name().toLowerCase(Locale.ROOT))
                .claim("channels", new ArrayList<>(entitlements.channels()))
                .claim("venues", new ArrayList<>(entitlements.venues()))
                .claim("instruments", new ArrayList<>(entitlements.instruments()))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(secret.getKey())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(secret.getValue().bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a secret that was checked cannot sign", e);
        }
        return new NewToken(id, Secret.of(token.serialize()), expires);
    }

    /** Returns the text of a new secret for {@code gateway.access.tokens.secret-file}. */
    public static String newSecret() {
        return SecretLines.generate();
    }
}
