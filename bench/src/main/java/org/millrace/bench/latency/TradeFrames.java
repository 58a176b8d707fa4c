package org.millrace.bench.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Trades as Binance's combined stream sends them, each in its WebSocket frame. They are made in advance; only id and
 * times are written into a copy.
 */
final class TradeFrames {
    /** Smallest id: all have as many digits. */
    static final long FIRST_ID = 10_000_000_000L;

    private static final int KINDS = 256;
    private static final int HEADER_LENGTH = 4;
    private static final int TEXT_FRAME = 0x81;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final long ANY_MS = 1_700_000_000_000L;
    private static final int TIME_DIGITS = 13;
    private static final int ID_DIGITS = 11;
    private static final int PAYLOAD_ID = payload("1.00", "1.00000", true).indexOf(Long.toString(FIRST_ID));

    private final UnsafeBuffer[] frames = new UnsafeBuffer[KINDS];
    private final int eventTime;
    private final int id;
    private final int tradeTime;

    TradeFrames() {
        SplittableRandom random = new SplittableRandom(1);
        String text = "";
        for (int i = 0; i < KINDS; i++) {
            String price = String.format(Locale.ROOT, "%d.%02d", 61_000 + random.nextInt(100), random.nextInt(100));
            String quantity = String.format(Locale.ROOT, "%d.%05d", random.nextInt(10), 1 + random.nextInt(99_999));
            text = payload(price, quantity, random.nextBoolean());
            frames[i] = new UnsafeBuffer(new byte[HEADER_LENGTH + text.length()]);
            frames[i].putByte(0, (byte) TEXT_FRAME);
            frames[i].putByte(1, (byte) LENGTH_IN_TWO_BYTES);
            frames[i].putByte(2, (byte) (text.length() >>> Byte.SIZE));
            frames[i].putByte(3, (byte) text.length());
            frames[i].putBytes(HEADER_LENGTH, text.getBytes(US_ASCII));
        }
        String time = Long.toString(ANY_MS);
        eventTime = HEADER_LENGTH + text.indexOf(time);
        id = HEADER_LENGTH + PAYLOAD_ID;
        tradeTime = HEADER_LENGTH + text.lastIndexOf(time);
    }

    /** Returns the most bytes of a frame. */
    int length() {
        return frames[0].capacity();
    }

    /**
     * Writes the frame of a trade.
     *
     * @return its length
     */
    int write(MutableDirectBuffer to, int offset, long tradeId, long timeMs) {
        UnsafeBuffer frame = frames[(int) tradeId & KINDS - 1];
        to.putBytes(offset, frame, 0, frame.capacity());
        putDigits(to, offset + eventTime, timeMs, TIME_DIGITS);
        putDigits(to, offset + id, tradeId, ID_DIGITS);
        putDigits(to, offset + tradeTime, timeMs, TIME_DIGITS);
        return frame.capacity();
    }

    /** Reads the id from the payload of a frame. */
    static long tradeId(DirectBuffer payload, int offset) {
        return payload.parseNaturalLongAscii(offset + PAYLOAD_ID, ID_DIGITS);
    }

    private static void putDigits(MutableDirectBuffer to, int offset, long value, int digits) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            to.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static String payload(String price, String quantity, boolean isBuyerMaker) {
        return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + ANY_MS + ",\"s\":\"BTCUSDT\",\"t\":"
                + FIRST_ID + ",\"p\":\"" + price + "000000\",\"q\":\"" + quantity + "000\",\"T\":" + ANY_MS + ",\"m\":"
                + isBuyerMaker + ",\"M\":true}}";
    }
}
