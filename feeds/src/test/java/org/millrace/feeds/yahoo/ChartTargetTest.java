package org.millrace.feeds.yahoo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.calendar.IstanbulCalendar;

class ChartTargetTest {
    private final YahooHarness harness = new YahooHarness();
    private final ChartTarget target = new ChartTarget(
            harness.feed, "AAPL", ChartInterval.MINUTES_5, new IstanbulCalendar(), SECONDS.toNanos(300));

    @Test
    void shouldAskAtTheStartThenEveryFiveMinutesOfTheSession() {
        assertThat(target.isDue(at("2026-11-20T10:00:00Z"))).isTrue();

        target.onAnswered(at("2026-11-20T10:00:00Z"));

        assertThat(target.isDue(at("2026-11-20T10:04:59Z"))).isFalse();
        assertThat(target.isDue(at("2026-11-20T10:05:00Z"))).isTrue();
    }

    @Test
    void shouldAskOnceAfterTheClose() {
        target.onAnswered(at("2026-11-20T14:58:00Z")); // the session ends at 15:00 UTC

        assertThat(target.isDue(at("2026-11-20T15:19:59Z"))).isFalse();
        assertThat(target.isDue(at("2026-11-20T15:20:00Z"))).isTrue();
        target.onAnswered(at("2026-11-20T15:20:00Z"));
        assertThat(target.isDue(at("2026-11-22T12:00:00Z"))).isFalse();
        assertThat(target.isDue(at("2026-11-23T07:00:00Z"))).isTrue();
    }

    @Test
    void shouldAskForTheDay() {
        assertThat(target.path(0)).isEqualTo("/v8/finance/chart/AAPL?interval=5m&range=1d");
    }

    @Test
    void shouldAskFromAnHourBeforeTheLastWholeBarOn() {
        harness.answer(ChartText.minutes(700, "0 1 1 1 1 1", "300 1 1 1 1 1"), 0);

        assertThat(target.path(SECONDS.toNanos(1_790_948_100 + 700)))
                .isEqualTo("/v8/finance/chart/AAPL?interval=5m&period1=1790944500&period2=1791072000");
    }

    private static long at(String time) {
        return SECONDS.toNanos(Instant.parse(time).getEpochSecond());
    }
}
