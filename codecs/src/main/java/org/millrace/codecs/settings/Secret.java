package org.millrace.codecs.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A key, a password or a token in memory. It shows itself as {@code ***}, in logs and errors as elsewhere. */
public final class Secret {
    /** Stands where nothing was given. */
    public static final Secret NONE = new Secret(new byte[0]);

    private final byte[] bytes;

    public Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy of what is kept. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns what is kept, as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Compares in a time that does not tell how much of it is right. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "***";
    }
}
