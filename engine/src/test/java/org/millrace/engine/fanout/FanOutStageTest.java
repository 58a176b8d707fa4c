package org.millrace.engine.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.codecs.support.Events;
import org.millrace.codecs.support.RecordingConsumer;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FanOutReader;
import org.millrace.gateway.fanout.FrameConsumer;

class FanOutStageTest {
    private final FanOutBuffer buffer = new FanOutBuffer(FanOutBuffer.MIN_CAPACITY);
    private final List<String> read = new ArrayList<>();
    private final FanOutReader reader = new FanOutReader(buffer, CatchUp.NONE, new Texts(), () -> {});

    @Test
    void shouldGoOnCountingWhereASilentReplayAndASnapshotEnded() {
        FanOutStage before = new FanOutStage(buffer, true, new RecordingConsumer(), SnapshotSink.NONE);
        Events past = new Events(before);
        past.trade().send();
        past.trade().instrument(2).send();
        past.trade().send();
        SnapshotWriter saved = new SnapshotWriter(1024);
        before.save(saved);

        FanOutStage stage = new FanOutStage(buffer, true, new RecordingConsumer(), SnapshotSink.NONE);
        stage.load(new SnapshotReader(saved.buffer(), 0, saved.length()));
        Events events = new Events(stage);
        events.trade().send();
        stage.speak(events.sequence());
        events.trade().send();
        events.trade().instrument(2).send();
        stage.flush();
        reader.read();

        assertEquals(List.of("trades #4", "trades #2"), read);
    }

    @Test
    void shouldNotAllocate() {
        FanOutStage stage = new FanOutStage(buffer, false, (event, offset, length) -> {}, SnapshotSink.NONE);
        RecordingConsumer trade = new RecordingConsumer();
        new Events(trade).trade().send();
        DirectBuffer event = trade.events().get(0);
        Runnable batch = () -> {
            for (int i = 0; i < 100_000; i++) {
                stage.onEvent(event, 0, event.capacity());
                stage.flush();
            }
        };
        batch.run();

        assertEquals(0, AllocationMeter.bytesOf(batch));
    }

    private final class Texts implements FrameConsumer {
        @Override
        public void onFrames(DirectBuffer frames, int length) {
            for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
                read.add(Channels.name(FanOutFrame.channel(frames, offset)) + " #"
                        + FanOutFrame.streamSequence(frames, offset));
            }
        }

        @Override
        public void onLoss() {
            read.add("loss");
        }
    }
}
