package org.millrace.engine.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.engine.snapshot.SnapshotSink;

class CutEquivalenceTest {
    private static final int EVENTS = 2_000;

    @Test
    void shouldPutOutTheSameBytesHoweverTheLineIsCut() {
        assertSameForAllCuts(Inputs.market(EVENTS, 1).marker(1).messages());
    }

    @Test
    void shouldPutOutTheSameBytesOfBooksThatAreChecked() {
        assertSameForAllCuts(CheckedBooks.messages(EVENTS, 1));
    }

    @Test
    void shouldPutOutTheSameBytesOfAlertsThatFire() {
        assertSameForAllCuts(Inputs.alerts(EVENTS, 1));
    }

    @Test
    void shouldPutOutTheSameBytesOfLiquidations() {
        assertSameForAllCuts(Inputs.liquidations(400, 1));
    }

    private static void assertSameForAllCuts(List<byte[]> messages) {
        byte[] fused = outputs(messages, 0);

        int places = TestLine.NAMES.size() - 1;
        for (long cuts = 1; cuts < 1L << places; cuts++) {
            assertArrayEquals(fused, outputs(messages, cuts), "cuts " + Long.toBinaryString(cuts));
        }
    }

    private static byte[] outputs(List<byte[]> messages, long cuts) {
        try (TestLine line = new TestLine(TestLine.FUSED.cut(TestLine.NAMES, cuts), SnapshotSink.NONE)) {
            line.run(messages);
            assertEquals(Long.bitCount(cuts) + 1, line.conveyor.threadCount());
            assertEquals(messages.size(), line.inputs.count());
            return line.outputBytes();
        }
    }
}
