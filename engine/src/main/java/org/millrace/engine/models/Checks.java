package org.millrace.engine.models;

import java.nio.charset.StandardCharsets;

/** Refuses what a model cannot be; each message names the member of its file. */
final class Checks {
    /** Longest text of an event, in bytes. */
    private static final int TEXT_LENGTH = 32;

    private Checks() {}

    static void require(boolean holds, String member, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(member + ": " + Visible.of(value) + ", expected " + expected);
        }
    }

    /** Refuses a text that does not fit an event, or that a terminal would obey rather than show. */
    static void text(String member, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        require(length > 0 && length <= TEXT_LENGTH, member, text, "1 to " + TEXT_LENGTH + " bytes of text");
        require(Visible.is(text), member, text, "a text without line ends, controls or marks of direction");
    }

    static void finite(String member, double[] values) {
        for (int i = 0; i < values.length; i++) {
            require(Double.isFinite(values[i]), member + "[" + i + "]", values[i], "a number");
        }
    }
}
