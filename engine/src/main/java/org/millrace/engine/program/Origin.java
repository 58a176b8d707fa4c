package org.millrace.engine.program;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.millrace.engine.config.MillraceSettings;

/** Says what made a run: the version of the code, and the settings. */
final class Origin {
    private Origin() {}

    static String codeVersion() {
        String version = Origin.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Returns the SHA-256 of settings, as hexadecimal digits. */
    static String hash(MillraceSettings settings) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(settings.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
