package org.millrace.gateway.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** Writes the smallest ring round and round, while readers of different paces check every byte that they are given. */
class FanOutStressTest {
    private static final int EVENTS = 80_000;
    private static final int INSTRUMENTS = 5;
    private static final int SHORTEST = 48;
    private static final int LONGEST = 248;
    private static final int BAR_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + BarEncoder.BLOCK_LENGTH;

    private final FanOutBuffer buffer = new FanOutBuffer(FanOutBuffer.MIN_CAPACITY);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UnsafeBuffer[] journal = new UnsafeBuffer[EVENTS];
    private volatile int journaled;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldGiveEachReaderEveryStreamWhole() throws ExecutionException, InterruptedException {
        List<Checker> checkers = List.of(new Checker(0), new Checker(3), new Checker(40), new Checker(400));

        Future<StreamNumbers> written = threads.submit(this::write);
        List<Future<StreamNumbers>> read = new ArrayList<>();
        checkers.forEach(checker -> read.add(threads.submit(checker::read)));

        StreamNumbers expected = written.get();
        for (Future<StreamNumbers> each : read) {
            assertEquals(text(expected), text(each.get()));
        }
    }

    private StreamNumbers write() {
        StreamNumbers numbers = new StreamNumbers();
        Random random = new Random(1);
        for (int i = 0; i < EVENTS; ) {
            int batch = Math.min(EVENTS - i, 1 + random.nextInt(random.nextInt(20) == 0 ? 256 : 4));
            for (int k = i; k < i + batch; k++) {
                journal[k] = event(random, k + 1);
            }
            journaled = i + batch;
            for (int end = i + batch; i < end; i++) {
                buffer.write(numbers, journal[i], 0, journal[i].capacity());
            }
            buffer.publish();
            idle(random.nextInt(1_000));
        }
        return numbers;
    }

    /** Returns an event of any length; a third are bars, of which some travel on two channels. */
    private static UnsafeBuffer event(Random random, long sequence) {
        boolean isBar = random.nextInt(3) == 0;
        int shortest = isBar ? BAR_LENGTH : SHORTEST;
        UnsafeBuffer event = new UnsafeBuffer(new byte[shortest + random.nextInt(LONGEST - shortest + 1)]);
        for (int i = EventPrefix.LENGTH; i < event.capacity(); i++) {
            event.putByte(i, filling(sequence, i));
        }
        new MessageHeaderEncoder().wrap(event, 0).templateId(isBar ? BarDecoder.TEMPLATE_ID : TradeDecoder.TEMPLATE_ID);
        if (isBar) {
            new BarEncoder()
                    .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                    .timeframe(60)
                    .kind(BarKind.TIME)
                    .state(random.nextBoolean() ? BarState.CLOSED : BarState.IN_PROGRESS);
        }
        EventPrefix.writeInput(event, 0, sequence, event.capacity(), 1 + random.nextInt(INSTRUMENTS), 0);
        EventPrefix.sequence(event, 0, sequence);
        return event;
    }

    private static void idle(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    private static byte filling(long sequence, int index) {
        return (byte) (sequence * 31 + index);
    }

    private static List<String> text(StreamNumbers numbers) {
        List<String> streams = new ArrayList<>();
        for (int channel = 0; channel < Channels.LIMIT; channel++) {
            for (int id = 1; id < numbers.instrumentLimit(channel); id++) {
                streams.add(Channels.name(channel) + ' ' + id + " #" + numbers.get(channel, id));
            }
        }
        return streams;
    }

    /** A reader that dawdles now and then, and sees that all it is given is what was written, and comes once. */
    private final class Checker {
        private final StreamNumbers seen = new StreamNumbers();
        private final Random random = new Random(2);
        private final FanOutReader reader = new FanOutReader(
                buffer,
                new MemoryCatchUp(i -> journal[i], () -> journaled, 50),
                new FrameByFrame(this::check, this::lose),
                () -> {});
        private final int idleness;
        private long sequence;

        Checker(int idleness) {
            this.idleness = idleness;
        }

        StreamNumbers read() {
            while (sequence < EVENTS || reader.lag() > 0) {
                reader.read();
                idle(random.nextInt(idleness + 1) * 100);
            }
            return seen;
        }

        private void lose() {
            throw new IllegalStateException("lost after " + sequence);
        }

        private void check(DirectBuffer frames, int offset) {
            int message = FanOutFrame.messageOffset(offset);
            sequence = EventPrefix.sequence(frames, message);
            UnsafeBuffer event = journal[(int) sequence - 1];
            int channel = FanOutFrame.channel(frames, offset);
            assertEquals(FanOutFrame.frameLength(event.capacity()), FanOutFrame.length(frames, offset));
            assertEquals(
                    seen.next(channel, EventPrefix.instrumentId(event, 0)),
                    FanOutFrame.streamSequence(frames, offset),
                    () -> Channels.name(channel) + " at " + sequence);
            assertEquals(0, event.compareTo(new UnsafeBuffer(frames, message, event.capacity())));
        }
    }
}
