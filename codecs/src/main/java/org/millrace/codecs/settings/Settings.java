package org.millrace.codecs.settings;

/** Checks settings in the compact constructors of their records. */
public final class Settings {
    private Settings() {}

    /**
     * Refuses a value that does not hold.
     *
     * @param holds    whether the value is acceptable
     * @param key      full name of the setting, as {@code quality.window}
     * @param expected what would be acceptable, as {@code 1 or more}
     * @throws IllegalArgumentException if it does not hold; the message names key, value and what was expected
     */
    public static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + ", expected " + expected);
        }
    }
}
