package org.millrace.engine.line;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.journal.BatchAppender;

/** The standard line between two journals in memory, with a stage behind it that counts what leaves. */
final class TestLine implements AutoCloseable {
    static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 512, List.of());
    static final List<String> NAMES =
            line(new MemoryJournal(), new MemoryJournal()).names();

    final MemoryJournal inputs = new MemoryJournal();
    final BatchAppender outputs;
    final Conveyor conveyor;
    private volatile StageFault fault;

    TestLine(ConveyorSettings settings, SnapshotSink snapshots) {
        this(settings, snapshots, new MemoryJournal());
    }

    /** Creates a line whose outputs go to any appender. */
    TestLine(ConveyorSettings settings, SnapshotSink snapshots, BatchAppender outputs) {
        this.outputs = outputs;
        conveyor = new Conveyor(line(inputs, outputs), settings, snapshots, stageFault -> fault = stageFault);
    }

    private static Line line(BatchAppender inputs, BatchAppender outputs) {
        return StandardLine.between(
                inputs,
                outputs,
                List.of(new Line.Step(Counter.NAME, Counter::new)),
                ShippedStrategies.library().withModels(new PromotedModels()));
    }

    /** Runs messages through the whole line. */
    TestLine run(List<byte[]> messages) {
        conveyor.start(() -> {});
        Inputs.publish(messages, new RingPublisher(conveyor.ring()));
        conveyor.drain();
        return this;
    }

    <T extends Stage> T stage(Class<T> type) {
        return type.cast(
                conveyor.stages().stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    byte[] outputBytes() {
        return ((MemoryJournal) outputs).bytes();
    }

    StageFault fault() {
        return fault;
    }

    @Override
    public void close() {
        conveyor.close();
    }

    /** Checks that outputs arrive without gaps, each after its cause. */
    static final class Counter extends Stage {
        static final String NAME = "counter";

        private long last;

        Counter(EventConsumer next, SnapshotSink snapshots) {
            super(next, snapshots);
        }

        long last() {
            return last;
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (EventPrefix.templateId(buffer, offset) == SnapshotMarkerDecoder.TEMPLATE_ID) {
                save(buffer, offset);
            }
            long sequence = EventPrefix.sequence(buffer, offset);
            if (sequence != last + 1) {
                throw new IllegalStateException("output " + sequence + " after " + last);
            }
            last = sequence;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public void save(SnapshotWriter out) {
            out.putLong(last);
        }

        @Override
        public void load(SnapshotReader in) {
            last = in.getLong();
        }
    }
}
