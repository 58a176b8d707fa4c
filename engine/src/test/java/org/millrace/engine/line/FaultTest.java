package org.millrace.engine.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

class FaultTest {
    private final List<StageFault> faults = new ArrayList<>();
    private final MemoryJournal inputs = new MemoryJournal();
    private final MemoryJournal outputs = new MemoryJournal();

    @ParameterizedTest
    @ValueSource(longs = {0b000, 0b001, 0b010, 0b100, 0b111})
    void shouldStopTheLineAndNameTheEvent(long cuts) {
        Line line = StandardLine.between(inputs, outputs, List.of(new Line.Step("faulty", FaultyStage::new)));
        ConveyorSettings settings = TestLine.FUSED.cut(line.names(), cuts);
        try (Conveyor conveyor = new Conveyor(line, settings, SnapshotSink.NONE, faults::add)) {
            conveyor.start(() -> {});
            RingPublisher publisher = new RingPublisher(conveyor.ring());

            Inputs.publish(new Inputs().engineStarted().definition(1).messages(), publisher);
            Inputs.publish(new Inputs().tick().messages(), publisher);
            Awaitility.await().until(() -> !faults.isEmpty());

            assertFalse(conveyor.drain());
            assertTrue(publisher.isClosed());
            assertEquals(
                    List.of("3 " + ClockTickDecoder.TEMPLATE_ID + " no ticks here"),
                    faults.stream().map(FaultTest::text).toList());
        }
    }

    private static String text(StageFault fault) {
        return fault.sequence() + " " + fault.templateId() + " "
                + fault.getCause().getMessage();
    }

    private static final class FaultyStage extends Stage {
        FaultyStage(org.millrace.codecs.EventConsumer next, SnapshotSink snapshots) {
            super(next, snapshots);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (EventPrefix.templateId(buffer, offset) == ClockTickDecoder.TEMPLATE_ID) {
                throw new IllegalStateException("no ticks here");
            }
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public void save(SnapshotWriter out) {}

        @Override
        public void load(SnapshotReader in) {}
    }
}
