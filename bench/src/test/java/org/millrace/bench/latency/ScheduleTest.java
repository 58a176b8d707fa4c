package org.millrace.bench.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(500, 1_000, 100);

    @Test
    void shouldMeanEachTradeToBeSentOneIntervalAfterTheOneBefore() {
        assertEquals(1_000, schedule.intendedNs(500));
        assertEquals(1_100, schedule.intendedNs(501));
        assertEquals(2_000, schedule.intendedNs(510));
    }

    @Test
    void shouldHaveTradesDueFromTheirVeryMoment() {
        long[] due = LongStream.of(0, 999, 1_000, 1_099, 1_100, 2_050)
                .map(schedule::dueCount)
                .toArray();

        assertArrayEquals(new long[] {0, 0, 1, 1, 2, 11}, due);
    }

    @Test
    void shouldCountTradesOfAPhase() {
        assertEquals(12_000, new Scenario(10_000, 1).count(Duration.ofMillis(1_200)));
        assertEquals(20_000, new Scenario(50_000, 1).intervalNs());
    }
}
