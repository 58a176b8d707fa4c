package org.millrace.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of Binance's combined streams as they are recorded, a thousand different ones over and over. Each lap counts
 * their ids up, so that to a feed they never repeat and never leave a hole.
 */
final class FrameRing {
    /** What a depth snapshot in front of the first frame says. */
    static final String SNAPSHOT =
            "{\"lastUpdateId\":49999999999,\"bids\":[[\"61837.63000000\",\"3.78826000\"]],\"asks\":[[\"61837.64000000\",\"1.54698000\"]]}";

    private static final int FRAMES = 1_000;
    private static final long FIRST_ID = 50_000_000_000L;
    private static final int ID_LENGTH = 11;
    private static final int THOUSANDS = ID_LENGTH - 4;
    private static final int LEVELS = 10;
    private static final int SLACK = 64; // as behind a frame in the socket's buffer

    private final SplittableRandom random = new SplittableRandom(1);
    private final UnsafeBuffer[] frames = new UnsafeBuffer[FRAMES];
    private final int[] lengths = new int[FRAMES];
    private final int firstId;
    private final int lastId;
    private int index = -1;

    /** Makes the frames of one kind: {@code trade}, {@code bookTicker} or {@code depth}. */
    FrameRing(String kind) {
        String text = "";
        for (int i = 0; i < FRAMES; i++) {
            long id = FIRST_ID - FRAMES + i;
            text = "{\"stream\":\"btcusdt@" + kind + "\",\"data\":" + data(kind, id) + "}";
            frames[i] = new UnsafeBuffer(Arrays.copyOf(text.getBytes(US_ASCII), text.length() + SLACK));
            lengths[i] = text.length();
        }
        String id = Long.toString(FIRST_ID - 1);
        firstId = text.indexOf(id);
        lastId = text.lastIndexOf(id);
    }

    /** Returns the length of the frame that came last. */
    int length() {
        return lengths[index];
    }

    /** Returns the next frame; it is changed one lap later. */
    UnsafeBuffer next() {
        index = index + 1 == FRAMES ? 0 : index + 1;
        UnsafeBuffer frame = frames[index];
        addThousand(frame, firstId);
        if (lastId != firstId) {
            addThousand(frame, lastId);
        }
        return frame;
    }

    private static void addThousand(UnsafeBuffer frame, int id) {
        int digit = id + THOUSANDS;
        while (frame.getByte(digit) == '9') {
            frame.putByte(digit--, (byte) '0');
        }
        frame.putByte(digit, (byte) (frame.getByte(digit) + 1));
    }

    private String data(String kind, long id) {
        return switch (kind) {
            case "trade" -> trade(id);
            case "bookTicker" -> bookTicker(id);
            case "depth" -> depth(id);
            default -> throw new IllegalArgumentException("kind: " + kind + ", expected trade, bookTicker or depth");
        };
    }

    private String trade(long id) {
        return String.format(
                Locale.ROOT,
                "{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":%s,\"q\":%s,\"T\":%d,\"m\":%b,\"M\":true}",
                1_723_161_255_343L + id % FRAMES,
                id,
                price(),
                quantity(),
                1_723_161_255_342L + id % FRAMES,
                random.nextBoolean());
    }

    private String bookTicker(long id) {
        return String.format(
                Locale.ROOT,
                "{\"u\":%d,\"s\":\"BTCUSDT\",\"b\":%s,\"B\":%s,\"a\":%s,\"A\":%s}",
                id,
                price(),
                quantity(),
                price(),
                quantity());
    }

    private String depth(long id) {
        return String.format(
                Locale.ROOT,
                "{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"BTCUSDT\",\"U\":%d,\"u\":%d,\"b\":%s,\"a\":%s}",
                1_723_161_255_208L + id % FRAMES,
                id,
                id,
                levels(),
                levels());
    }

    private String levels() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < LEVELS; i++) {
            text.append(i == 0 ? "[" : ",[");
            text.append(price()).append(',').append(quantity()).append(']');
        }
        return text.append(']').toString();
    }

    private String price() {
        return String.format(Locale.ROOT, "\"%d.%02d000000\"", 61_737 + random.nextInt(200), random.nextInt(100));
    }

    private String quantity() {
        return String.format(Locale.ROOT, "\"%d.%05d000\"", random.nextInt(10), random.nextInt(100_000));
    }
}
