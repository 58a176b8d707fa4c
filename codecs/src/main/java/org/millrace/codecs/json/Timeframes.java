package org.millrace.codecs.json;

/** Texts of timeframes, as {@code 1m}: a count and its unit, of s, m, h, d, w, M (calendar month). */
public final class Timeframes {
    /** Stands for the calendar month, whose length differs. */
    public static final long MONTH = 2_592_000;

    private static final char[] UNITS = {'w', 'd', 'h', 'm', 's'};
    private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

    private Timeframes() {}

    /** Returns the text of a timeframe in seconds, in the largest unit that divides it. */
    public static String text(long seconds) {
        if (seconds == MONTH) {
            return "1M";
        }
        int unit = 0;
        while (seconds % SECONDS[unit] != 0) {
            unit++;
        }
        return seconds / SECONDS[unit] + "" + UNITS[unit];
    }

    /**
     * Returns the seconds of a timeframe's text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long seconds(String text) {
        if (text.equals("1M")) {
            return MONTH;
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (text.matches("[1-9][0-9]{0,4}" + UNITS[i])) {
                return Long.parseLong(text.substring(0, text.length() - 1)) * SECONDS[i];
            }
        }
        throw new IllegalArgumentException("timeframe: " + text + ", expected one like 1s, 5m, 4h or 1d");
    }
}
