package org.millrace.engine.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.engine.journalling.RecordedBatches;
import org.millrace.journal.BatchAppender;

/** A journal in memory: frames one behind the other, and where each batch begins. */
final class MemoryJournal implements BatchAppender {
    private final ExpandableDirectByteBuffer frames = new ExpandableDirectByteBuffer(1 << 20);
    private final List<Integer> borders = new ArrayList<>(List.of(0));
    private long nextSequence = 1;

    @Override
    public void append(DirectBuffer from, int offset, int length, int count, long firstSequence) {
        if (firstSequence != nextSequence) {
            throw new IllegalStateException("batch at " + firstSequence + ", expected " + nextSequence);
        }
        nextSequence += count;
        frames.putBytes(end(), from, offset, length);
        borders.add(end() + length);
    }

    /** Returns all frames as bytes: what two equal journals have in common, whatever their batches. */
    byte[] bytes() {
        byte[] bytes = new byte[end()];
        frames.getBytes(0, bytes);
        return bytes;
    }

    long count() {
        return nextSequence - 1;
    }

    /** Hands on events from a sequence on, flushing after each batch. */
    void replay(long fromSequence, EventConsumer consumer) {
        replay(fromSequence, Integer.MAX_VALUE, consumer);
    }

    /** Hands on so many events from a sequence on, flushing after each batch. */
    void replay(long fromSequence, int events, EventConsumer consumer) {
        UnsafeBuffer readOnly = new UnsafeBuffer(frames, 0, end());
        int frame = offsetOf(fromSequence);
        for (int i = 0; i < events && frame < end(); i++) {
            int length = EventFrame.length(readOnly, frame);
            consumer.onEvent(readOnly, EventFrame.messageOffset(frame), length);
            frame += EventFrame.frameLength(length);
            if (Collections.binarySearch(borders, frame) >= 0) {
                consumer.flush();
            }
        }
    }

    /** Returns the batches from a sequence on, in batches of another size than they were written in. */
    RecordedBatches batches(long fromSequence, int eventsPerBatch) {
        return new RecordedBatches() {
            private int begin = offsetOf(fromSequence);
            private int length;

            @Override
            public boolean next() {
                begin += length;
                length = 0;
                for (int i = 0; i < eventsPerBatch && begin + length < end(); i++) {
                    length += EventFrame.frameLength(EventFrame.length(frames, begin + length));
                }
                return length > 0;
            }

            @Override
            public DirectBuffer buffer() {
                return frames;
            }

            @Override
            public int offset() {
                return begin;
            }

            @Override
            public int length() {
                return length;
            }
        };
    }

    /** Changes one byte of the message with this sequence. */
    void damage(long sequence, int byteIndex) {
        int at = EventFrame.messageOffset(offsetOf(sequence)) + byteIndex;
        frames.putByte(at, (byte) (frames.getByte(at) ^ 1));
    }

    @Override
    public void close() {}

    private int end() {
        return borders.get(borders.size() - 1);
    }

    private int offsetOf(long sequence) {
        int frame = 0;
        for (long i = 1; i < sequence; i++) {
            frame += EventFrame.frameLength(EventFrame.length(frames, frame));
        }
        return frame;
    }
}
