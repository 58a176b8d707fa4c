package org.millrace.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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
