package org.millrace.gateway.fanout;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.settings.Settings;

/**
 * Off-heap ring of framed messages: one thread writes and never waits, each {@link FanOutReader} has its own position.
 * What a reader was too slow for is overwritten; it notices, and goes on from JournalOut.
 *
 * <pre>
 *   position      tail (published)      intent (being written up to here)
 *   v             v                     v
 *   +---+---+-----+---------------------+---------- … ring of 2^n bytes, frames aligned to 8, none wraps
 * </pre>
 */
public final class FanOutBuffer {
    /** Fewest bytes of the ring. */
    public static final int MIN_CAPACITY = 64 * 1024;

    private static final int TAIL_OFFSET = 128;
    private static final int INTENT_OFFSET = 256;
    private static final int TRAILER_LENGTH = 384;
    private static final FanOutReader[] NOBODY = {};

    private final UnsafeBuffer ring;
    private final UnsafeBuffer counters;
    private final int mask;
    private final int publishAfter;
    private long position;
    private long published;
    private volatile FanOutReader[] readers = NOBODY;
    private volatile Beginning beginning = new Beginning(new StreamNumbers(), 0);

    /** Where the line stood before the first message: numbers of the streams, and position in JournalOut. */
    record Beginning(StreamNumbers numbers, long sequence) {}

    /**
     * Makes an empty ring.
     *
     * @param capacity in bytes, a power of two
     */
    public FanOutBuffer(int capacity) {
        requireCapacity(capacity);
        ring = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
        counters = new UnsafeBuffer(ByteBuffer.allocateDirect(TRAILER_LENGTH));
        mask = capacity - 1;
        publishAfter = capacity / 8;
    }

    /**
     * Checks a capacity before there is a ring.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void requireCapacity(int capacity) {
        Settings.require(
                BitUtil.isPowerOfTwo(capacity) && capacity >= MIN_CAPACITY,
                "gateway.fan-out-capacity",
                capacity,
                "a power of two, 65536 or more");
    }

    /**
     * Tells readers where the line stands before the first message, after a restart.
     *
     * @param sequence of the newest event in JournalOut
     */
    public void begin(StreamNumbers numbers, long sequence) {
        StreamNumbers copy = new StreamNumbers();
        copy.copyFrom(numbers);
        beginning = new Beginning(copy, sequence);
    }

    /** Numbers an event on its channel, or its two channels, and writes it. Visible after {@link #publish}. */
    public void write(StreamNumbers numbers, DirectBuffer buffer, int offset, int length) {
        int channel = Channels.of(buffer, offset);
        if (channel == Channels.NONE) {
            return;
        }
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        append(channel, numbers.next(channel, instrumentId), buffer, offset, length);
        int second = Channels.secondOf(channel, buffer, offset);
        if (second != Channels.NONE) {
            append(second, numbers.next(second, instrumentId), buffer, offset, length);
        }
        if (position - published > publishAfter) {
            publish();
        }
    }

    /** Makes what was written visible to readers, and wakes those that wait. */
    public void publish() {
        if (published == position) {
            return;
        }
        published = position;
        counters.putLongVolatile(TAIL_OFFSET, position);
        for (FanOutReader reader : readers) {
            reader.wakeIfWaiting();
        }
    }

    /** Returns bytes ever published. */
    public long tail() {
        return counters.getLongVolatile(TAIL_OFFSET);
    }

    /** Returns the size of the ring in bytes. */
    public int capacity() {
        return mask + 1;
    }

    synchronized void add(FanOutReader reader) {
        FanOutReader[] more = Arrays.copyOf(readers, readers.length + 1);
        more[readers.length] = reader;
        readers = more;
    }

    synchronized void remove(FanOutReader reader) {
        readers = Arrays.stream(readers).filter(other -> other != reader).toArray(FanOutReader[]::new);
    }

    Beginning beginning() {
        return beginning;
    }

    /** Copies published bytes; what was copied counts only if it is {@link #isIntact} afterwards. */
    void copy(long from, UnsafeBuffer to, int length) {
        to.putBytes(0, ring, (int) from & mask, length);
    }

    /** Returns how many of {@code length} bytes lie in one piece from {@code from}. */
    int contiguous(long from, long length) {
        return (int) Math.min(length, capacity() - ((int) from & mask));
    }

    /** Tells whether what was copied from {@code from} had not been overwritten before. */
    boolean isIntact(long from) {
        VarHandle.acquireFence();
        return counters.getLong(INTENT_OFFSET) - from <= capacity();
    }

    private void append(int channel, int streamSequence, DirectBuffer buffer, int offset, int length) {
        int frameLength = FanOutFrame.frameLength(length);
        int index = (int) position & mask;
        int room = mask + 1 - index;
        if (frameLength > room) {
            counters.putLongOrdered(INTENT_OFFSET, position + room + frameLength);
            VarHandle.storeStoreFence();
            ring.putLong(index, FanOutFrame.header(room, Channels.NONE, 0), LITTLE_ENDIAN);
            position += room;
            index = 0;
        } else {
            counters.putLongOrdered(INTENT_OFFSET, position + frameLength);
            VarHandle.storeStoreFence();
        }
        FanOutFrame.write(ring, index, FanOutFrame.channelAndNumber(channel, streamSequence), buffer, offset, length);
        position += frameLength;
    }
}
