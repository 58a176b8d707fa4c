package org.millrace.bench.decoding;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A thousand different frames over and over. Each lap counts their ids up, so that to a feed they never repeat and never
 * leave a hole.
 *
 * <p>In text, {@code #} stands in front of an id that goes up by one a frame, {@code $} in front of one of several in a frame,
 * of which a lap has some thousands.
 */
final class FrameRing {
    /** Frames of a lap. */
    static final int FRAMES = 1_000;

    /** Bytes behind a frame, as in the socket's buffer. */
    static final int SLACK = 192;

    private static final int ONE_A_FRAME = '#';
    private static final int SOME_A_FRAME = '$';

    private final UnsafeBuffer[] frames = new UnsafeBuffer[FRAMES];
    private final int[] lengths = new int[FRAMES];
    private final int[][] ids = new int[FRAMES][]; // where each is counted: its thousands digit, or its first byte
    private final int[][] thousands = new int[FRAMES][]; // that a lap adds to it
    private final boolean isText;

    private FrameRing(boolean isText) {
        this.isText = isText;
    }

    /** Takes frames with marks in front of their ids. */
    static FrameRing ofText(List<String> marked) {
        FrameRing ring = new FrameRing(true);
        long some = marked.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == SOME_A_FRAME)
                .count();
        for (int i = 0; i < FRAMES; i++) {
            String text = marked.get(i);
            List<Integer> places = new ArrayList<>();
            List<Integer> steps = new ArrayList<>();
            StringBuilder plain = new StringBuilder();
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == ONE_A_FRAME || c == SOME_A_FRAME) {
                    places.add(plain.length() + digits(text, at + 1) - 4);
                    steps.add(c == ONE_A_FRAME ? 1 : (int) (some / FRAMES));
                } else {
                    plain.append(c);
                }
            }
            ring.put(i, plain.toString().getBytes(US_ASCII), array(places), array(steps));
        }
        return ring;
    }

    /** Takes frames in binary, and where each has its ids, little-endian; a lap adds a thousand to them. */
    static FrameRing ofMessages(List<byte[]> messages, int... idPlaces) {
        FrameRing ring = new FrameRing(false);
        int[] steps = IntStream.of(idPlaces).map(at -> 1).toArray();
        for (int i = 0; i < FRAMES; i++) {
            ring.put(i, messages.get(i), idPlaces, steps);
        }
        return ring;
    }

    /** Returns a frame's text without marks. */
    static String unmarked(String text) {
        return text.replace("#", "").replace("$", "");
    }

    /** Returns a frame. */
    UnsafeBuffer frame(int index) {
        return frames[index];
    }

    /** Returns the length of a frame. */
    int length(int index) {
        return lengths[index];
    }

    /** Begins another lap: the same frames, with the ids that come next. */
    void turn() {
        for (int index = 0; index < FRAMES; index++) {
            for (int i = 0; i < ids[index].length; i++) {
                count(frames[index], ids[index][i], thousands[index][i]);
            }
        }
    }

    private void count(UnsafeBuffer frame, int place, int step) {
        if (isText) {
            add(frame, place, step);
        } else {
            frame.putLong(place, frame.getLong(place, LITTLE_ENDIAN) + FRAMES, LITTLE_ENDIAN);
        }
    }

    private void put(int at, byte[] bytes, int[] places, int[] steps) {
        frames[at] = new UnsafeBuffer(Arrays.copyOf(bytes, bytes.length + SLACK));
        lengths[at] = bytes.length;
        ids[at] = places;
        thousands[at] = steps;
    }

    private static void add(UnsafeBuffer frame, int place, int step) {
        int digit = place;
        int sum = frame.getByte(digit) + step;
        while (sum > '9') {
            frame.putByte(digit--, (byte) (sum - 10));
            sum = frame.getByte(digit) + 1;
        }
        frame.putByte(digit, (byte) sum);
    }

    private static int digits(String text, int from) {
        int i = from;
        while (Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i - from;
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
