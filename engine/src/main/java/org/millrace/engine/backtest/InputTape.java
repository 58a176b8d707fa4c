package org.millrace.engine.backtest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;

/**
 * All inputs of a run, read once into memory outside the heap, so that many backtests can go through them, each on its
 * own thread. A frame is its length and its message, at multiples of eight bytes.
 */
public final class InputTape implements EventConsumer {
    private static final int CHUNK_BYTES = 16 << 20;
    private static final int HEADER = Long.BYTES;

    private final List<UnsafeBuffer> chunks = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private int end = CHUNK_BYTES;
    private long count;

    private InputTape() {}

    /**
     * Reads inputs to their end.
     *
     * @param mostBytes that may be taken
     * @return empty: they need more
     */
    public static Optional<InputTape> read(Inputs inputs, long mostBytes) {
        InputTape tape = new InputTape();
        while (inputs.poll(tape) > 0) {
            if ((long) tape.chunks.size() * CHUNK_BYTES > mostBytes) {
                return Optional.empty();
            }
        }
        tape.ends.add(tape.end);
        return Optional.of(tape);
    }

    /** Returns how many events there are. */
    public long count() {
        return count;
    }

    /** Returns them from the beginning; any number of threads may, each for itself. */
    public Inputs open() {
        return new Reading(this);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int frame = HEADER + BitUtil.align(length, Long.BYTES);
        if (end + frame > CHUNK_BYTES) {
            if (!chunks.isEmpty()) {
                ends.add(end);
            }
            chunks.add(new UnsafeBuffer(ByteBuffer.allocateDirect(CHUNK_BYTES)));
            end = 0;
        }
        UnsafeBuffer chunk = chunks.get(chunks.size() - 1);
        chunk.putInt(end, length);
        chunk.putBytes(end + HEADER, buffer, offset, length);
        end += frame;
        count++;
    }

    /** One way through a tape. */
    private static final class Reading implements Inputs {
        private static final int EVENTS_A_POLL = 4_096;

        private final InputTape tape;
        private int chunk;
        private int at;
        private long done;

        Reading(InputTape tape) {
            this.tape = tape;
        }

        @Override
        public int poll(EventConsumer consumer) {
            while (chunk < tape.chunks.size() && at == tape.ends.get(chunk)) {
                chunk++;
                at = 0;
            }
            if (chunk >= tape.chunks.size()) {
                return 0;
            }
            UnsafeBuffer buffer = tape.chunks.get(chunk);
            int last = tape.ends.get(chunk);
            int events = 0;
            while (at < last && events < EVENTS_A_POLL) {
                int length = buffer.getInt(at);
                consumer.onEvent(buffer, at + HEADER, length);
                at += HEADER + BitUtil.align(length, Long.BYTES);
                events++;
            }
            consumer.flush();
            done += events;
            return events;
        }

        @Override
        public double progress() {
            return tape.count == 0 ? 1 : (double) done / tape.count;
        }

        @Override
        public void close() {
            chunk = tape.chunks.size();
        }
    }
}
