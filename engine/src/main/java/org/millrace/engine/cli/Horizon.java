package org.millrace.engine.cli;

import org.millrace.codecs.json.Timeframes;

/** How far a model looks ahead, and the bars that it looks at, as command lines say it. */
final class Horizon {
    private static final String COUNT = "\\d{1,5}";

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
     * @throws IllegalArgumentException if it is neither
     */
    static int bars(String text, int seconds) {
        if (text.matches(COUNT)) {
            return Integer.parseInt(text);
        }
        long all = text.matches("[1-9]\\d{0,4}[smhdw]") ? Timeframes.seconds(text) : 0;
        if (all == 0 || all % seconds != 0) {
            throw new IllegalArgumentException("--horizon: " + text
                    + ", expected a number of bars, or a time of whole bars, as " + Timeframes.text(5L * seconds));
        }
        return Math.toIntExact(all / seconds);
    }
}
