package org.millrace.journal.questdb;

/** Names of timeframes, as the schema's semantic type Timeframe shows them. */
final class Timeframes {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final long WEEK = 604_800;

    private Timeframes() {}

    /** Returns the name of a timeframe in seconds, as {@code 1m}. */
    static String name(long seconds) {
        return switch ((int) seconds) {
            case 1 -> "1s";
            case 5 -> "5s";
            case 30 -> "30s";
            case 60 -> "1m";
            case 300 -> "5m";
            case 900 -> "15m";
            case 3_600 -> "1h";
            case 14_400 -> "4h";
            case 86_400 -> "1d";
            default -> compose(seconds);
        };
    }

    private static String compose(long seconds) {
        if (seconds % WEEK == 0) {
            return seconds / WEEK + "w";
        } else if (seconds % DAY == 0) {
            return seconds / DAY + "d";
        } else if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        } else if (seconds % MINUTE == 0) {
            return seconds / MINUTE + "m";
        }
        return seconds + "s";
    }
}
