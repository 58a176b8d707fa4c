package org.millrace.gateway.keys;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.codecs.settings.Secret;
import org.millrace.gateway.access.Credential;
import org.millrace.gateway.access.Login;
import org.millrace.gateway.access.Login.Refusal;
import org.millrace.gateway.access.Principal;

/** All keys there are, and what was revoked: of keys, of tokens, and of all that a user had until some moment. */
public final class KeyBook {
    /** How keys begin. */
    public static final String PREFIX = "mrk_";

    /** Knows no key, and of nothing that was revoked. */
    public static final KeyBook EMPTY = new KeyBook();

    private static final String NO_HASH = "0".repeat(64);

    private final Map<String, ApiKey> keys = new LinkedHashMap<>();
    private final Set<String> revokedKeys = new HashSet<>();
    private final Set<String> revokedTokens = new HashSet<>();
    private final Map<String, Long> notBefore = new HashMap<>();

    KeyBook() {}

    /** Returns all keys in the order in which they were made. */
    public List<ApiKey> keys() {
        return new ArrayList<>(keys.values());
    }

    /** Tells whether a key was revoked, by its id or with all that its user had. */
    public boolean isRevoked(ApiKey key) {
        return revokedKeys.contains(key.id()) || isBeforeLimit(key.user(), key.issuedNs());
    }

    /** Tells whether a token was revoked, by its id or with all that its user had. */
    public boolean isTokenRevoked(String id, String user, long issuedNs) {
        return revokedTokens.contains(id) || isBeforeLimit(user, issuedNs);
    }

    /** Returns somebody with the rights that they have by now; nobody: what they have shown was revoked. */
    public Principal asOfNow(Principal somebody) {
        Credential credential = somebody.credential();
        return switch (credential.kind()) {
            case NONE -> somebody;
            case KEY -> ownerOf(keys.get(credential.id()), somebody.name());
            case TOKEN ->
                isTokenRevoked(credential.id(), somebody.name(), credential.issuedNs()) ? Principal.NOBODY : somebody;
        };
    }

    /** Checks a key. One that is unknown takes as long as one that is wrong. */
    public Login check(Secret shown, InetAddress from, long nowNs) {
        String text = shown.text();
        int end = text.indexOf('_', PREFIX.length());
        ApiKey key = end < 0 ? null : keys.get(text.substring(PREFIX.length(), end));
        byte[] expected = (key == null ? NO_HASH : key.hash()).getBytes(StandardCharsets.US_ASCII);
        boolean isRight = MessageDigest.isEqual(expected, hash(shown).getBytes(StandardCharsets.US_ASCII));
        if (!isRight || key == null || isRevoked(key) || !isFrom(key, from)) {
            return Login.refused(Refusal.BAD_CREDENTIAL);
        }
        return key.expiresNs() <= nowNs ? Login.refused(Refusal.EXPIRED) : Login.of(key.principal());
    }

    void add(ApiKey key) {
        keys.put(key.id(), key);
    }

    void revokeKey(String id) {
        revokedKeys.add(id);
    }

    void revokeToken(String id) {
        revokedTokens.add(id);
    }

    void revokeAll(String user, long untilNs) {
        notBefore.merge(user, untilNs, Math::max);
    }

    static String hash(Secret key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private Principal ownerOf(ApiKey key, String user) {
        return key == null || isRevoked(key) || !key.user().equals(user) ? Principal.NOBODY : key.principal();
    }

    private boolean isBeforeLimit(String user, long issuedNs) {
        return issuedNs < notBefore.getOrDefault(user, Long.MIN_VALUE);
    }

    private static boolean isFrom(ApiKey key, InetAddress address) {
        return key.networks().isEmpty() || key.networks().stream().anyMatch(network -> network.contains(address));
    }
}
