package org.millrace.engine.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.engine.snapshot.SnapshotSink;

class CutEquivalenceTest {
    private static final int EVENTS = 2_000;
    private static final int SAMPLE = 200;
    private static final long SEED = 1;

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

    @Test
    void shouldPutOutTheSameBytesOfModelsThatComeAndGo() {
        List<byte[]> messages = PromotedModels.messages(EVENTS, 1);

        assertSameForAllCuts(messages);
        assertThat(count(messages, PredictionDecoder.TEMPLATE_ID)).isGreaterThan(100);
        assertThat(count(messages, ModelDriftDecoder.TEMPLATE_ID)).isGreaterThan(100);
        assertThat(count(messages, ModelStatusDecoder.TEMPLATE_ID)).isEqualTo(11);
    }

    private static int count(List<byte[]> messages, int templateId) {
        int[] count = new int[1];
        try (TestLine line = new TestLine(TestLine.FUSED, SnapshotSink.NONE).run(messages)) {
            ((MemoryJournal) line.outputs).replay(1, (buffer, offset, length) -> {
                count[0] += EventPrefix.templateId(buffer, offset) == templateId ? 1 : 0;
            });
        }
        return count[0];
    }

    private static void assertSameForAllCuts(List<byte[]> messages) {
        byte[] fused = outputs(messages, 0);

        cuts(TestLine.NAMES.size() - 1)
                .forEach(cuts ->
                        assertArrayEquals(fused, outputs(messages, cuts), () -> "cuts " + Long.toBinaryString(cuts)));
    }

    /** Each place alone, each two, all but each one, all, and of the other combinations some at random. */
    private static LongStream cuts(int places) {
        long all = (1L << places) - 1;
        LongStream pairs = IntStream.range(0, places).mapToLong(i -> 1L << i).flatMap(one -> IntStream.range(0, places)
                .mapToLong(j -> one | 1L << j));
        LongStream most = IntStream.range(0, places).mapToLong(i -> all & ~(1L << i));
        LongStream others = new Random(SEED).longs(SAMPLE, 1, all);
        return Stream.of(pairs, most, LongStream.of(all), others)
                .flatMapToLong(each -> each)
                .distinct();
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
