package org.millrace.feeds.simulator.face;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Instant;
import org.agrona.MutableDirectBuffer;

/** Writes times as RFC 3339 has them; a second's text is kept until another second is asked for. */
final class TimeText {
    private static final long SECOND_NS = SECONDS.toNanos(1);
    private static final int LENGTH = "2026-08-09T21:05:48".length();
    private static final int NANO_DIGITS = 9;

    private long second = Long.MIN_VALUE;
    private byte[] text = {};

    /**
     * Writes a time.
     *
     * @param digits     of the fraction, 1 to 9
     * @param isTrimmed  whether zeros at its end are left out, and the point with the last of them
     * @return its length
     */
    int put(MutableDirectBuffer to, int offset, long timeNs, int digits, boolean isTrimmed) {
        long whole = timeNs / SECOND_NS;
        if (whole != second) {
            second = whole;
            text = Instant.ofEpochSecond(whole).toString().substring(0, LENGTH).getBytes(US_ASCII);
        }
        to.putBytes(offset, text);
        int length = LENGTH;
        long fraction = timeNs % SECOND_NS;
        int left = digits;
        for (int i = NANO_DIGITS; i > digits; i--) {
            fraction /= 10;
        }
        while (isTrimmed && left > 0 && fraction % 10 == 0) {
            fraction /= 10;
            left--;
        }
        if (left > 0) {
            to.putByte(offset + length, (byte) '.');
            to.putNaturalPaddedIntAscii(offset + length + 1, left, (int) fraction);
            length += 1 + left;
        }
        to.putByte(offset + length, (byte) 'Z');
        return length + 1;
    }
}
