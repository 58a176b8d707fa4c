package org.millrace.feeds.kraken;

/** The lengths that the venue's bars have. */
final class Intervals {
    private static final int[] MINUTES = {1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600};
    private static final int MINUTE = 60;

    private Intervals() {}

    static int count() {
        return MINUTES.length;
    }

    /** Returns the index of a length in minutes, or {@link KrakenMessage#NONE}. */
    static int index(long minutes) {
        for (int i = 0; i < MINUTES.length; i++) {
            if (MINUTES[i] == minutes) {
                return i;
            }
        }
        return (int) KrakenMessage.NONE;
    }

    static int seconds(int index) {
        return MINUTES[index] * MINUTE;
    }
}
