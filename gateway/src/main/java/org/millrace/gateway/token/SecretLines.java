package org.millrace.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.settings.Secret;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.codecs.settings.Settings;

/** The secrets by which tokens of our own are signed: one a line, 32 random bytes or more, in base64url. */
final class SecretLines {
    static final String KEY = "gateway.access.tokens.secret-file";

    private static final int LENGTH = 32;
    private static final int ID_LENGTH = 8;
    private static final int MOST = 4;
    private static final int DISTINCT_BYTES = 16;
    private static final List<String> KNOWN_WORDS = List.of(
            "secret", "password", "passw0rd", "changeme", "example", "millrace", "qwerty", "letmein", "signing");

    private SecretLines() {}

    /**
     * Reads secrets by their ids, the one that signs first.
     *
     * @throws IllegalArgumentException if others can read the file, or somebody could guess a secret
     */
    static Map<String, Secret> read(Path file) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>(SecretFile.lines(file, KEY));
        lines.removeIf(String::isBlank);
        Settings.require(!lines.isEmpty() && lines.size() <= MOST, KEY, file, "1 to " + MOST + " secrets, one a line");
        for (String line : lines) {
            Secret secret = secret(file, line.strip());
            secrets.put(id(secret), secret);
        }
        return secrets;
    }

    static Map<String, SignatureCheck> checks(Path file) {
        Map<String, SignatureCheck> checks = new LinkedHashMap<>();
        read(file).forEach((id, secret) -> {
            try {
                MACVerifier verifier = new MACVerifier(secret.bytes());
                checks.put(id, token -> token.verify(verifier));
            } catch (JOSEException e) {
                throw new IllegalArgumentException(KEY + ": " + file + ": " + e.getMessage(), e);
            }
        });
        return checks;
    }

    /** Returns the text of a new secret. */
    static String generate() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Secret secret(Path file, String text) {
        String hint = "32 random bytes or more in base64url, as millrace token secret makes them";
        String lower = text.toLowerCase(Locale.ROOT);
        Settings.require(KNOWN_WORDS.stream().noneMatch(lower::contains), KEY, file, hint + "; not known words");
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            Settings.require(bytes.length >= LENGTH && distinct(bytes) >= DISTINCT_BYTES, KEY, file, hint);
            return new Secret(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + ": " + file + ", expected " + hint, e);
        }
    }

    private static int distinct(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int count = 0;
        for (byte b : bytes) {
            count += seen[b & 255] ? 0 : 1;
            seen[b & 255] = true;
        }
        return count;
    }

    private static String id(Secret secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.bytes());
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
