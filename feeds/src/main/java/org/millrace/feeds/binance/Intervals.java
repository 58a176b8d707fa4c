package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.millrace.feeds.json.JsonBytes;

/** The intervals of klines, in seconds; the month as 30 days. Case matters: 1m is a minute, 1M a month. */
final class Intervals {
    private static final int MAX_LENGTH = 3;
    private static final int DAY = 86_400;
    private static final String[] NAMES = {
        "1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M"
    };
    private static final int[] SECONDS = {
        1, 60, 180, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800, 43_200, DAY, 3 * DAY, 7 * DAY, 30 * DAY
    };
    private static final int[] WORDS = new int[NAMES.length];

    static {
        for (int i = 0; i < NAMES.length; i++) {
            for (byte b : NAMES[i].getBytes(US_ASCII)) {
                WORDS[i] = WORDS[i] << 8 | b;
            }
        }
    }

    private Intervals() {}

    /** Returns the seconds of an interval, or {@link JsonBytes#NONE}. */
    static int seconds(byte[] bytes, int offset, int length) {
        if (length > MAX_LENGTH) {
            return JsonBytes.NONE;
        }
        int word = 0;
        for (int i = 0; i < length; i++) {
            word = word << 8 | bytes[offset + i];
        }
        for (int i = 0; i < WORDS.length; i++) {
            if (WORDS[i] == word) {
                return SECONDS[i];
            }
        }
        return JsonBytes.NONE;
    }
}
