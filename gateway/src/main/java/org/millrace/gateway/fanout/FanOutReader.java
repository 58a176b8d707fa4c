package org.millrace.gateway.fanout;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;

/**
 * Reads a {@link FanOutBuffer} at its own pace, on one thread. Lapped, it goes on from JournalOut, numbering the
 * messages itself as the writer did, until it is back in the ring.
 */
public final class FanOutReader implements EventConsumer {
    /** Most bytes of frames that are handed over at once. */
    public static final int BATCH_LENGTH = 16 * 1024 - 16;

    private static final int CATCH_UP_BATCHES = 4;

    private final FanOutBuffer buffer;
    private final CatchUp catchUp;
    private final FrameConsumer consumer;
    private final Runnable wake;
    private final UnsafeBuffer frames = new UnsafeBuffer(ByteBuffer.allocateDirect(BATCH_LENGTH));
    private final StreamNumbers numbers = new StreamNumbers();
    private final RingPositions positions;
    private long position;
    private long sequence;
    private int caughtUpLength;
    private boolean behind;
    private boolean delivering;
    /** The newest event travels on two channels, and was read on the first. */
    private boolean half;

    private boolean skipping;
    private boolean begun;
    private volatile boolean waiting;

    /**
     * Begins where the ring now ends.
     *
     * @param consumer takes the frames
     * @param wake     is run by the writer's thread when there is something to read after {@link #waitForMore}
     */
    public FanOutReader(FanOutBuffer buffer, CatchUp catchUp, FrameConsumer consumer, Runnable wake) {
        this.buffer = buffer;
        this.catchUp = catchUp;
        this.consumer = consumer;
        this.wake = wake;
        positions = new RingPositions(buffer.capacity());
        position = buffer.tail() > buffer.capacity() / 2 ? buffer.tail() : 0;
        buffer.add(this);
    }

    /**
     * Reads some events before the ring's first, so that the newest values are known that were published before a
     * restart. To be called before anything is read.
     */
    public void recall(int events) {
        begin();
        long from = Math.max(catchUp.oldest(), sequence - events + 1);
        if (sequence > 0 && from <= sequence && catchUp.seek(from)) {
            numbers.subtract(countTo(sequence));
            if (catchUp.seek(from)) {
                sequence = from - 1;
                skipping = true;
                behind = true;
            }
        }
        while (behind) {
            readJournal();
        }
    }

    /**
     * Reads at most {@link #BATCH_LENGTH} bytes; returns how many, 0 = nothing is waiting. Nothing is read for whoever is
     * being handed a batch: the next one would lie in the same memory.
     */
    public int read() {
        if (delivering) {
            return 0;
        }
        if (!begun) {
            begin();
        }
        if (behind) {
            return readJournal();
        }
        long waitingBytes = buffer.tail() - position;
        if (waitingBytes <= 0) {
            return 0;
        }
        int length = buffer.contiguous(position, Math.min(waitingBytes, BATCH_LENGTH));
        buffer.copy(position, frames, length);
        if (!buffer.isIntact(position)) {
            return fallBehind();
        }
        return accept(length);
    }

    /** Reads all that was published before the call, or, where it was lapped on the way, as much as a ring holds. */
    public void readPublished() {
        long end = buffer.tail();
        int mostReads = 2 * (buffer.capacity() / BATCH_LENGTH + 1);
        for (int i = 0; i < mostReads && (behind || position - end < 0); i++) {
            read();
        }
        for (int i = 0; i < mostReads && half; i++) {
            read(); // the event's second channel
        }
    }

    /** Asks to be woken; false: there is something to read already. */
    public boolean waitForMore() {
        waiting = true;
        if (!behind && buffer.tail() == position) {
            return true;
        }
        waiting = false;
        return false;
    }

    /** Returns the numbers of the streams at where this reader is. */
    public StreamNumbers numbers() {
        return numbers;
    }

    /** Returns the position in JournalOut of the newest message read. */
    public long sequence() {
        return sequence;
    }

    /** Returns bytes of the ring that lie behind this reader; of no use while it {@link #isBehind}. */
    long position() {
        return position;
    }

    /** Tells whether it was lapped and is reading from JournalOut. */
    public boolean isBehind() {
        return behind;
    }

    /** Tells whether the newest event travels on two channels, and was read on the first only. */
    public boolean isHalf() {
        return half;
    }

    /** Returns where in the ring the frames begin that are newer than an event, or some before them; −1 = not known. */
    long positionBefore(long eventSequence) {
        return positions.before(eventSequence);
    }

    /** Returns the position in JournalOut of the oldest message that is still kept; 0 = none. */
    public long oldest() {
        return catchUp.oldest();
    }

    /** Returns bytes published and not yet read. */
    public long lag() {
        return buffer.tail() - position;
    }

    /** Leaves the ring. */
    public void close() {
        buffer.remove(this);
        catchUp.close();
    }

    void wakeIfWaiting() {
        if (waiting) {
            waiting = false;
            wake.run();
        }
    }

    private void begin() {
        begun = true;
        FanOutBuffer.Beginning beginning = buffer.beginning();
        numbers.copyFrom(beginning.numbers());
        sequence = beginning.sequence();
        if (position == 0) {
            positions.note(0, sequence);
        }
    }

    /** Counts the messages of each stream in the journal, up to an event. */
    private StreamNumbers countTo(long last) {
        StreamNumbers counts = new StreamNumbers();
        long[] newest = {0};
        int read;
        do {
            read = catchUp.poll(
                    (event, offset, length) -> {
                        newest[0] = EventPrefix.sequence(event, offset);
                        if (newest[0] <= last) {
                            counts.count(event, offset);
                        }
                    },
                    CATCH_UP_BATCHES);
        } while (read > 0 && newest[0] < last);
        return counts;
    }

    /** Takes the whole frames at the beginning of what was copied. */
    private int accept(int length) {
        int end = 0;
        int from = 0;
        int padding = 0;
        if (!skipping) {
            positions.note(position, sequence);
        }
        while (padding == 0 && length - end >= FanOutFrame.HEADER_LENGTH) {
            int frameLength = FanOutFrame.length(frames, end);
            int channel = FanOutFrame.channel(frames, end);
            if (channel == Channels.NONE) {
                padding = frameLength;
            } else if (frameLength > length - end) {
                break;
            } else {
                from = take(end, from, channel);
                end += frameLength;
            }
        }
        position += end + padding;
        deliver(from, end);
        return end + padding;
    }

    /** Counts a frame; one that was read from the journal already moves the beginning of what is delivered. */
    private int take(int offset, int from, int channel) {
        int message = FanOutFrame.messageOffset(offset);
        long frameSequence = EventPrefix.sequence(frames, message);
        if (skipping) {
            if (frameSequence <= sequence) {
                return offset + FanOutFrame.length(frames, offset);
            }
            skipping = false;
        }
        sequence = frameSequence;
        half = Channels.secondOf(channel, frames, message) != Channels.NONE;
        numbers.set(channel, EventPrefix.instrumentId(frames, message), FanOutFrame.streamSequence(frames, offset));
        return from;
    }

    private void deliver(int from, int to) {
        if (to > from) {
            if (from > 0) {
                frames.putBytes(0, frames, from, to - from);
            }
            handOver(to - from);
        }
    }

    private void handOver(int length) {
        delivering = true;
        try {
            consumer.onFrames(frames, length);
        } finally {
            delivering = false;
        }
    }

    private int fallBehind() {
        position = buffer.tail();
        skipping = true;
        if (!catchUp.seek(half ? sequence : sequence + 1)) {
            return lose();
        }
        behind = true;
        return readJournal();
    }

    private int readJournal() {
        int events = catchUp.poll(this, CATCH_UP_BATCHES);
        flush();
        if (events == CatchUp.UNREADABLE) {
            return lose();
        }
        if (events > 0 && !isBackInRing()) {
            return events;
        }
        if (buffer.isIntact(position)) {
            behind = false;
            positions.note(position, sequence);
        } else {
            position = buffer.tail();
        }
        return FanOutFrame.HEADER_LENGTH;
    }

    private int lose() {
        position = buffer.tail();
        behind = false;
        half = false;
        positions.forget();
        consumer.onLoss();
        return FanOutFrame.HEADER_LENGTH;
    }

    /** Tells whether the ring's next frame follows the newest event that was read from the journal. */
    private boolean isBackInRing() {
        long waitingBytes = buffer.tail() - position;
        if (waitingBytes <= 0) {
            return false;
        }
        buffer.copy(position, frames, buffer.contiguous(position, Math.min(waitingBytes, FanOutFrame.MAX_LENGTH)));
        return FanOutFrame.channel(frames, 0) != Channels.NONE
                && EventPrefix.sequence(frames, FanOutFrame.HEADER_LENGTH) <= sequence + 1;
    }

    /** Takes an event of the journal. */
    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        long eventSequence = EventPrefix.sequence(event, offset);
        if (eventSequence < sequence || (eventSequence == sequence && !half)) {
            return;
        }
        boolean isSecondHalf = eventSequence == sequence;
        half = false;
        int channel = Channels.of(event, offset);
        if (channel != Channels.NONE) {
            if (!isSecondHalf) {
                frame(channel, event, offset, length);
            }
            int second = Channels.secondOf(channel, event, offset);
            if (second != Channels.NONE) {
                frame(second, event, offset, length);
            }
        }
        sequence = eventSequence; // last: what is flushed on the way is older
    }

    @Override
    public void flush() {
        if (caughtUpLength > 0) {
            int length = caughtUpLength;
            caughtUpLength = 0;
            handOver(length);
        }
    }

    private void frame(int channel, DirectBuffer event, int offset, int length) {
        if (caughtUpLength + FanOutFrame.MAX_LENGTH > BATCH_LENGTH) {
            flush();
        }
        int number = numbers.next(channel, EventPrefix.instrumentId(event, offset));
        caughtUpLength += FanOutFrame.write(
                frames, caughtUpLength, FanOutFrame.channelAndNumber(channel, number), event, offset, length);
    }
}
