package org.millrace.engine.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FanOutReader;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.fanout.StreamNumbers;
import org.millrace.journal.BatchAppender;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

/** Laps readers of the smallest ring while a journal is being written: they go on in its files. */
class CatchUpTest {
    private static final int EVENTS = 100_000;
    private static final int INSTRUMENTS = 3;

    @TempDir
    private Path folder;

    private final FanOutBuffer ring = new FanOutBuffer(FanOutBuffer.MIN_CAPACITY);
    private final FanOutStage stage = new FanOutStage(ring, false, (event, offset, length) -> {}, SnapshotSink.NONE);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldLoseNothingHoweverOftenItIsLapped() throws ExecutionException, InterruptedException {
        try (Journal outputs = Journal.open(folder, JournalSettings.DEFAULTS)) {
            List<Reader> readers =
                    List.of(new Reader(outputs, 0), new Reader(outputs, 20_000), new Reader(outputs, 200_000));

            Future<List<Integer>> written = threads.submit(() -> write(outputs.appender()));
            List<Future<List<Integer>>> read = new ArrayList<>();
            readers.forEach(reader -> read.add(threads.submit(reader::read)));

            for (Future<List<Integer>> each : read) {
                assertEquals(written.get(), each.get());
            }
            assertTrue(readers.get(2).caughtUp > 0);
            readers.forEach(Reader::close);
        }
    }

    private List<Integer> write(BatchAppender journal) {
        StreamNumbers numbers = new StreamNumbers();
        Random random = new Random(1);
        UnsafeBuffer batch = new UnsafeBuffer(new byte[256 * EventFrame.SLOT_LENGTH]);
        for (long sequence = 1; sequence <= EVENTS; ) {
            int count = (int) Math.min(1 + random.nextInt(256), EVENTS + 1 - sequence);
            int length = 0;
            for (int i = 0; i < count; i++) {
                int eventLength = event(random, sequence + i, batch, EventFrame.messageOffset(length));
                EventFrame.writeHeader(batch, length, eventLength);
                numbers.count(batch, EventFrame.messageOffset(length));
                length += EventFrame.frameLength(eventLength);
            }
            journal.append(batch, 0, length, count, sequence);
            for (int offset = 0; offset < length; offset += EventFrame.frameLength(EventFrame.length(batch, offset))) {
                stage.onEvent(batch, EventFrame.messageOffset(offset), EventFrame.length(batch, offset));
            }
            stage.flush();
            sequence += count;
        }
        return streams(numbers);
    }

    /** Encodes a trade, or a bar that travels on two channels. */
    private static int event(Random random, long sequence, UnsafeBuffer to, int offset) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH;
        if (random.nextInt(3) == 0) {
            length += new BarEncoder()
                    .wrapAndApplyHeader(to, offset, new MessageHeaderEncoder())
                    .timeframe(60)
                    .kind(BarKind.TIME)
                    .state(BarState.CLOSED)
                    .encodedLength();
        } else {
            length += new TradeEncoder()
                    .wrapAndApplyHeader(to, offset, new MessageHeaderEncoder())
                    .conditions("")
                    .encodedLength();
        }
        EventPrefix.writeInput(to, offset, sequence, 0, 1 + random.nextInt(INSTRUMENTS), 0);
        EventPrefix.sequence(to, offset, sequence);
        return length;
    }

    private static List<Integer> streams(StreamNumbers numbers) {
        List<Integer> all = new ArrayList<>();
        for (int channel = 1; channel < 80; channel++) {
            for (int id = 1; id <= INSTRUMENTS; id++) {
                all.add(numbers.get(channel, id));
            }
        }
        return all;
    }

    /** Reads at its own pace, and sees that each stream comes whole and once. */
    private final class Reader implements FrameConsumer, CatchUp {
        private final StreamNumbers seen = new StreamNumbers();
        private final JournalCatchUp journal;
        private final FanOutReader reader;
        private final int idleSpins;
        private long sequence;
        private int caughtUp;

        Reader(Journal outputs, int idleSpins) {
            this.idleSpins = idleSpins;
            journal = new JournalCatchUp(outputs.reader());
            reader = new FanOutReader(ring, this, this, () -> {});
        }

        List<Integer> read() {
            while (sequence < EVENTS || reader.lag() > 0) {
                reader.read();
                for (int i = 0; i < idleSpins; i++) {
                    Thread.onSpinWait();
                }
            }
            return streams(seen);
        }

        @Override
        public void onFrames(DirectBuffer frames, int length) {
            for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
                int message = FanOutFrame.messageOffset(offset);
                sequence = EventPrefix.sequence(frames, message);
                int number = seen.next(FanOutFrame.channel(frames, offset), EventPrefix.instrumentId(frames, message));
                assertEquals(number, FanOutFrame.streamSequence(frames, offset));
                assertEquals(sequence, EventPrefix.eventTime(frames, message));
            }
        }

        @Override
        public void onLoss() {
            throw new IllegalStateException("lost after " + sequence);
        }

        @Override
        public long oldest() {
            return journal.oldest();
        }

        @Override
        public boolean seek(long from) {
            caughtUp++;
            return journal.seek(from);
        }

        @Override
        public int poll(EventConsumer consumer, int maxBatches) {
            return journal.poll(consumer, maxBatches);
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
