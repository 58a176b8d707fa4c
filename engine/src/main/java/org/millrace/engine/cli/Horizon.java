package org.millrace.engine.cli;

import org.millrace.codecs.json.Timeframes;

/** How far a model looks ahead, and the bars that it looks at, as command lines say it. */
final class Horizon {
    private static final String COUNT = "\\d{1,5}";
    private static final int MOST_BARS = 10_000;

    private Horizon() {}

    /**
     * Returns the length of a timeframe's bars in seconds.
     *
     * @param option for errors
     * @throws IllegalArgumentException if it is none
     */
    static int seconds(String option, String timeframe) {
        if (!org.millrace.engine.bars.Timeframes.names().contains(timeframe)) {
            throw new IllegalArgumentException(option + ": " + timeframe + ", expected one of "
                    + String.join(", ", org.millrace.engine.bars.Timeframes.names()));
        }
        return (int) Timeframes.seconds(timeframe);
    }

    /**
     * Returns how many bars a horizon has.
     *
     * @param text    a number of bars, or a time of whole bars, as {@code 25m}
     * @param seconds of a bar
     * @throws IllegalArgumentException if it is neither, or not 1 to 10,000 bars
     */
    static int bars(String text, int seconds) {
        long bars = text.matches(COUNT) ? Long.parseLong(text) : time(text, seconds) / seconds;
        if (bars < 1 || bars > MOST_BARS) {
            throw new IllegalArgumentException("--horizon: " + text + ", expected 1 to " + MOST_BARS + " bars");
        }
        return (int) bars;
    }

    private static long time(String text, int seconds) {
        long time = text.matches("[1-9]\\d{0,4}[smhdw]") ? Timeframes.seconds(text) : 0;
        if (time == 0 || time % seconds != 0) {
            throw new IllegalArgumentException("--horizon: " + text
                    + ", expected a number of bars, or a time of whole bars, as " + Timeframes.text(5L * seconds));
        }
        return time;
    }
}
