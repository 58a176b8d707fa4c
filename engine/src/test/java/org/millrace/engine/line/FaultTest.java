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
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.LastStage;

class FaultTest {
    private final List<StageFault> faults = new ArrayList<>();
    private final MemoryJournal inputs = new MemoryJournal();
    private final MemoryJournal outputs = new MemoryJournal();

    @ParameterizedTest
    @ValueSource(longs = {0b000, 0b001, 0b010, 0b100, 0b111})
    void shouldStopTheLineAndNameTheEvent(long cuts) {
        Line line = StandardLine.between(inputs, outputs, List.of(LastStage.step("faulty", FaultTest::refuse)));
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

    private static void refuse(DirectBuffer buffer, int offset, int length) {
        if (EventPrefix.templateId(buffer, offset) == ClockTickDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("no ticks here");
        }
    }
}
