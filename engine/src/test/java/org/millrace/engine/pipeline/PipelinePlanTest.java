package org.millrace.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinePlanTest {
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final long NOW_NS = ns("2024-03-10T12:20:00Z");

    @Test
    void shouldGoBackFourHundredAndElevenDaysAtFirst() {
        assertEquals("2023-01-24T12:00:00Z to 2024-03-10T12:00:00Z", span(PipelinePlan.INCREMENTAL, 0, NOW_NS));
    }

    @Test
    void shouldOverlapByThreeHours() {
        long newestNs = ns("2024-03-10T08:00:00Z");

        assertEquals("2024-03-10T06:00:00Z to 2024-03-10T12:00:00Z", span(PipelinePlan.INCREMENTAL, newestNs, NOW_NS));
    }

    @Test
    void shouldNotAskForAnHourBeforeItsValuesAreOut() {
        long newestNs = ns("2024-03-10T10:00:00Z");

        assertEquals(
                "2024-03-10T08:00:00Z to 2024-03-10T11:00:00Z",
                span(PipelinePlan.INCREMENTAL, newestNs, ns("2024-03-10T12:09:59Z")));
        assertEquals(
                "2024-03-10T08:00:00Z to 2024-03-10T12:00:00Z",
                span(PipelinePlan.INCREMENTAL, newestNs, ns("2024-03-10T12:10:00Z")));
    }

    @Test
    void shouldTakeAllThereIsWhereToldSo() {
        assertEquals(
                "2021-02-01T00:00:00Z to 2024-03-10T12:00:00Z",
                span(new PipelinePlan(true, 0, 0), ns("2024-03-10T08:00:00Z"), NOW_NS));
    }

    @Test
    void shouldTakeTheDaysThatWereAskedForAsFarAsTheyAreKnown() {
        long fromNs = ns("2024-02-01T00:00:00Z");

        assertEquals(
                "2024-02-01T00:00:00Z to 2024-02-03T00:00:00Z",
                span(new PipelinePlan(false, fromNs, ns("2024-02-03T00:00:00Z")), 0, NOW_NS));
        assertEquals(
                "2024-02-01T00:00:00Z to 2024-03-10T12:00:00Z",
                span(new PipelinePlan(false, fromNs, ns("2025-01-01T00:00:00Z")), 0, NOW_NS));
    }

    @Test
    void shouldRefuseDaysInTheWrongOrder() {
        long fromNs = ns("2024-02-01T00:00:00Z");

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new PipelinePlan(false, fromNs, fromNs));

        assertEquals("--start-date: 2024-02-01T00:00:00Z, expected a time before --end-date", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            false | 2024-03-10T12:00:00Z |                      | --start-date: 2024-03-10T12:00:00Z, but the newest hour whose values are out begins at 2024-03-10T11:00:00Z
            false | 2024-03-10T05:10:00Z | 2024-03-10T05:50:00Z | --start-date: 2024-03-10T05:10:00Z, expected a whole hour before --end-date
            false |                      | 2024-02-03T00:00:00Z | --end-date: 2024-02-03T00:00:00Z, but all is known up to 2024-03-10T09:00:00Z; --start-date says from when to fetch again
            true  |                      | 2021-02-01T00:00:00Z | --end-date: 2021-02-01T00:00:00Z, expected a time after 2021-02-01T00:00:00Z, where --full-refresh begins
            """)
    void shouldRefuseDaysThatAskForNothing(boolean isFull, String start, String end, String refusal) {
        PipelinePlan plan = new PipelinePlan(isFull, start == null ? 0 : ns(start), end == null ? 0 : ns(end));

        assertEquals(
                refusal,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> plan.span(ns("2024-03-10T08:00:00Z"), NOW_NS, DELAY.toNanos()))
                        .getMessage());
    }

    @Test
    void shouldRefuseIntervalsThatAreNone() {
        for (long seconds : new long[] {5, 2_678_401, Long.MAX_VALUE}) {
            assertEquals(
                    "--interval: " + seconds + ", expected 60 to 2678400",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new PipelineSchedule(Duration.ofSeconds(seconds), DELAY))
                            .getMessage());
        }
    }

    @Test
    void shouldRunTenMinutesPastTheHourAndSkipWhatHasPassed() {
        PipelineSchedule schedule = new PipelineSchedule(Duration.ofHours(1), DELAY);

        assertEquals("2024-03-10T13:10:00Z", time(schedule.nextNs(NOW_NS)));
        assertEquals("2024-03-10T14:10:00Z", time(schedule.nextNs(ns("2024-03-10T13:10:00Z"))));
        assertEquals("2024-03-10T12:40:00Z", time(new PipelineSchedule(Duration.ofMinutes(30), DELAY).nextNs(NOW_NS)));
    }

    @Test
    void shouldWaitLongerAndLongerAfterFailures() {
        PipelineSchedule schedule = new PipelineSchedule(Duration.ofHours(1), DELAY);
        StringBuilder minutes = new StringBuilder();

        for (int i = 0; i < 7; i++) {
            schedule.onRun(true);
            minutes.append(' ')
                    .append(Duration.ofNanos(schedule.nextNs(NOW_NS) - NOW_NS).toMinutes());
        }
        schedule.onRun(false);

        assertEquals(" 1 2 4 8 16 30 30", minutes.toString());
        assertEquals("2024-03-10T13:10:00Z", time(schedule.nextNs(NOW_NS)));
    }

    private static String span(PipelinePlan plan, long newestNs, long nowNs) {
        PipelinePlan.Span span = plan.span(newestNs, nowNs, DELAY.toNanos());
        return time(span.fromNs()) + " to " + time(span.toNs());
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(0, ns).toString();
    }

    private static long ns(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }
}
