package org.millrace.feeds.calendar;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstanbulCalendarTest {
    private final IstanbulCalendar calendar = new IstanbulCalendar();

    @ParameterizedTest
    @CsvSource({
        "2020-05-24, 3", "2020-07-31, 4", "2021-05-13, 3", "2021-07-20, 4", "2022-05-02, 3", "2022-07-09, 4",
        "2023-04-21, 3", "2023-06-28, 4", "2024-04-10, 3", "2024-06-16, 4", "2025-03-30, 3", "2025-06-06, 4",
        "2026-03-20, 3", "2026-05-27, 4"
    })
    void shouldRestOnTheFeastsAndCloseEarlyBeforeThem(LocalDate first, int days) {
        List<LocalDate> open = Stream.iterate(first, date -> date.plusDays(1))
                .limit(days)
                .filter(date -> !calendar.session(date).isEmpty())
                .toList();
        TradingSession eve = calendar.session(first.minusDays(1));

        assertThat(open).isEmpty();
        assertThat(eve.isEmpty() || eve.closeNs() - eve.openNs() == SECONDS.toNanos(9_000))
                .isTrue();
    }

    @Test
    void shouldKnowTheDaysOfAWeek() {
        assertThat(Stream.iterate(LocalDate.of(2026, 10, 26), date -> date.plusDays(1))
                        .limit(7)
                        .map(date -> text(calendar.session(date))))
                .containsExactly(
                        "2026-10-26T07:00:00Z/2026-10-26T15:00:00Z",
                        "2026-10-27T07:00:00Z/2026-10-27T15:00:00Z",
                        "2026-10-28T07:00:00Z/2026-10-28T09:30:00Z",
                        "none",
                        "2026-10-30T07:00:00Z/2026-10-30T15:00:00Z",
                        "none",
                        "none");
    }

    @Test
    void shouldTellLastCloseAndNextOpen() {
        long saturday = nanos("2026-10-31T12:00:00Z");

        assertThat(calendar.isOpen(nanos("2026-10-30T14:59:59Z"))).isTrue();
        assertThat(calendar.isOpen(nanos("2026-10-30T15:00:00Z"))).isFalse();
        assertThat(calendar.lastCloseNs(saturday)).isEqualTo(nanos("2026-10-30T15:00:00Z"));
        assertThat(calendar.nextOpenNs(saturday)).isEqualTo(nanos("2026-11-02T07:00:00Z"));
    }

    private static long nanos(String time) {
        return SECONDS.toNanos(Instant.parse(time).getEpochSecond());
    }

    private static String text(TradingSession session) {
        return session.isEmpty() ? "none" : instant(session.openNs()) + "/" + instant(session.closeNs());
    }

    private static Instant instant(long timeNs) {
        return Instant.ofEpochSecond(timeNs / SECONDS.toNanos(1));
    }
}
