package org.millrace.feeds.glassnode;

import java.util.Arrays;

/** The intervals that observations are made of; the month is 30 days in events. */
enum Resolution {
    MINUTES_10("10m", 600),
    HOUR("1h", 3_600),
    DAY("24h", 86_400),
    WEEK("1w", 7 * 86_400),
    MONTH("1month", 30 * 86_400);

    private final String text;
    private final int seconds;

    Resolution(String text, int seconds) {
        this.text = text;
        this.seconds = seconds;
    }

    /** Returns the resolution of that name, or null. */
    static Resolution of(String name) {
        return Arrays.stream(values())
                .filter(resolution -> resolution.text.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the venue's name. */
    String text() {
        return text;
    }

    int seconds() {
        return seconds;
    }

    /** Answers whether an interval may begin then; of weeks and months every midnight may. */
    boolean isStart(long timeSeconds) {
        return timeSeconds % Math.min(seconds, DAY.seconds) == 0;
    }
}
