package org.millrace.feeds.simulator.face;

import org.agrona.DirectBuffer;
import org.millrace.feeds.simulator.market.SeededRandom;

/** A stream's payload on its way to one subscriber after the other; valid only during the call. */
public final class Payload {
    private static final int FIRST_PRINTABLE = ' ';
    private static final int PRINTABLE_COUNT = 95;
    private static final int SPOILT_BYTES = 3;

    private final SeededRandom random;
    private int stream;
    private DirectBuffer buffer;
    private int offset;
    private int length;
    private Fate fate = Fate.SENT;

    Payload(SeededRandom random) {
        this.random = random;
    }

    /** Returns the number of the stream that it is of. */
    public int stream() {
        return stream;
    }

    /** Returns what holds its bytes. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Returns where they begin. */
    public int offset() {
        return offset;
    }

    /** Returns how many they are. */
    public int length() {
        return length;
    }

    Fate fate() {
        return fate;
    }

    Payload wrap(int newStream, DirectBuffer newBuffer, int newOffset, int newLength, Fate newFate) {
        stream = newStream;
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
        fate = newFate;
        return this;
    }

    /** Returns a copy of a part of some bytes, in which a few are others. */
    byte[] spoilt(DirectBuffer of, int at, int count) {
        byte[] spoilt = new byte[1 + random.nextInt(count - 1)];
        of.getBytes(at, spoilt);
        for (int i = 0; i < SPOILT_BYTES; i++) {
            spoilt[random.nextInt(spoilt.length)] = (byte) (FIRST_PRINTABLE + random.nextInt(PRINTABLE_COUNT));
        }
        return spoilt;
    }
}
