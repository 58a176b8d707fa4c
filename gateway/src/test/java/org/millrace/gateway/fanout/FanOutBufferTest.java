package org.millrace.gateway.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.support.Events;

class FanOutBufferTest {
    private final FanOutBuffer buffer = new FanOutBuffer(FanOutBuffer.MIN_CAPACITY);
    private final StreamNumbers numbers = new StreamNumbers();
    private final List<UnsafeBuffer> journal = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final CatchUp catchUp = new MemoryCatchUp(journal::get, journal::size, 10);
    private final FrameConsumer texts = new FrameByFrame(this::onFrame, () -> read.add("loss"));
    private final Events events = new Events((event, offset, length) -> {
        byte[] copy = new byte[length];
        event.getBytes(offset, copy);
        journal.add(new UnsafeBuffer(copy));
        buffer.write(numbers, event, offset, length);
    });

    @Test
    void shouldHandOverInOrderAroundTheRing() {
        FanOutReader reader = reader(CatchUp.NONE);
        for (int i = 0; i < 5_000; i++) {
            events.trade().send();
            buffer.publish();
            reader.read();
        }

        assertEquals(expected(5_000), read);
    }

    @Test
    void shouldGoOnFromTheJournalWhenLapped() {
        FanOutReader reader = reader(catchUp);
        for (int i = 0; i < 5_000; i++) {
            events.trade().send();
            buffer.publish();
            if (i % 1_700 == 10 || (i > 4_000 && i % 7 == 0)) {
                reader.read();
            }
        }
        while (reader.read() > 0) {
            assertEquals(true, reader.lag() >= 0);
        }

        assertEquals(expected(5_000), read);
    }

    @Test
    void shouldKnowWhereItIsWhenItWasLappedAndNothingMoreComes() {
        FanOutReader reader = reader(catchUp);
        for (int i = 0; i < 5_000; i++) {
            events.trade().send();
            buffer.publish();
        }
        while (reader.isBehind() || reader.lag() > 0) {
            reader.read();
        }
        RecentFrames recent = new RecentFrames(buffer, reader);
        long position = recent.positionBefore(5_000);

        assertEquals(expected(5_000), read);
        assertEquals(position, recent.read(position, texts));
        assertEquals(true, recent.isReached(position, 5_000));
    }

    @Test
    void shouldRecallTheNewestOfWhatWasPublishedBeforeARestart() {
        for (int i = 0; i < 5_000; i++) {
            events.trade().send();
        }
        FanOutBuffer restarted = new FanOutBuffer(FanOutBuffer.MIN_CAPACITY);
        StreamNumbers restored = new StreamNumbers();
        restored.copyFrom(numbers);
        restarted.begin(restored, 5_000);
        FanOutReader reader = new FanOutReader(restarted, catchUp, texts, () -> {});
        events.trade().send();
        restarted.write(restored, journal.get(5_000), 0, journal.get(5_000).capacity());
        restarted.publish();

        reader.recall(100);
        reader.readPublished();

        assertEquals(expected(5_001).subList(4_900, 5_001), read);
    }

    @Test
    void shouldTellOfLossWithoutAJournal() {
        FanOutReader reader = reader(CatchUp.NONE);
        for (int i = 0; i < 5_000; i++) {
            events.trade().send();
            buffer.publish();
        }
        reader.read();

        assertEquals(List.of("loss"), read);
    }

    @Test
    void shouldReadNothingForWhoeverIsBeingHandedABatch() {
        FanOutReader[] reader = {null};
        FrameByFrame impatient = new FrameByFrame(
                (frames, offset) -> {
                    events.trade().send();
                    buffer.publish();
                    assertEquals(0, reader[0].read());
                    onFrame(frames, offset);
                },
                () -> read.add("loss"));
        reader[0] = new FanOutReader(buffer, CatchUp.NONE, impatient, () -> {});
        for (int i = 0; i < 3; i++) {
            events.trade().send();
        }
        buffer.publish();
        reader[0].read();
        reader[0].read();

        assertEquals(expected(6), read);
    }

    private FanOutReader reader(CatchUp from) {
        return new FanOutReader(buffer, from, texts, () -> {});
    }

    private static List<String> expected(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "#" + i + " seq=" + i)
                .toList();
    }

    private void onFrame(DirectBuffer frames, int offset) {
        read.add("#" + FanOutFrame.streamSequence(frames, offset) + " seq="
                + EventPrefix.sequence(frames, FanOutFrame.messageOffset(offset)));
    }
}
