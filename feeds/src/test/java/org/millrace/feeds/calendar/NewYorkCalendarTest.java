package org.millrace.feeds.calendar;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewYorkCalendarTest {
    private final NewYorkCalendar calendar = new NewYorkCalendar();

    @Test
    void shouldCloseOnTheHolidaysThatTheExchangePublished() {
        assertEquals("01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24", closed(2021));
        assertEquals("01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26", closed(2022));
        assertEquals("01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25", closed(2023));
        assertEquals("01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25", closed(2026));
    }

    @Test
    void shouldCloseEarlyOnTheDaysThatTheExchangePublished() {
        assertEquals("11-26", halfDays(2021));
        assertEquals("07-03 11-24", halfDays(2023));
        assertEquals("07-03 11-29 12-24", halfDays(2024));
        assertEquals("07-03 11-28 12-24", halfDays(2025));
        assertEquals("11-27 12-24", halfDays(2026));
        assertEquals("11-26", halfDays(2027));
    }

    @Test
    void shouldCloseOnDaysOfMourning() {
        assertEquals(TradingSession.NONE, calendar.session(LocalDate.of(2025, 1, 9)));
    }

    @Test
    void shouldOpenAtTheSameLocalTimeAllYear() {
        assertEquals(session("2026-11-25T14:30:00Z", "2026-11-25T21:00:00Z"), calendar.session(date("2026-11-25")));
        assertEquals(session("2026-07-02T13:30:00Z", "2026-07-02T20:00:00Z"), calendar.session(date("2026-07-02")));
    }

    @Test
    void shouldTradeBeforeAndAfterTheSession() {
        assertEquals(
                session("2026-11-25T09:00:00Z", "2026-11-26T01:00:00Z"), calendar.extendedSession(date("2026-11-25")));
        assertEquals(
                session("2026-11-27T09:00:00Z", "2026-11-27T22:00:00Z"), calendar.extendedSession(date("2026-11-27")));
        assertEquals(TradingSession.NONE, calendar.extendedSession(date("2026-11-26")));
    }

    private boolean lasts(LocalDate date, Duration length) {
        TradingSession session = calendar.session(date);
        return session.closeNs() - session.openNs() == length.toNanos();
    }

    private static TradingSession session(String open, String close) {
        return new TradingSession(nanos(open), nanos(close));
    }

    private static long nanos(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }

    private static LocalDate date(String date) {
        return LocalDate.parse(date);
    }

    private String closed(int year) {
        return weekdays(year, date -> calendar.session(date).isEmpty());
    }

    private String halfDays(int year) {
        return weekdays(year, date -> lasts(date, Duration.ofMinutes(210)));
    }

    private static String weekdays(int year, Predicate<LocalDate> which) {
        LocalDate first = LocalDate.of(year, 1, 1);
        return IntStream.range(0, first.lengthOfYear())
                .mapToObj(first::plusDays)
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .filter(which)
                .map(date -> date.toString().substring("2026-".length()))
                .collect(joining(" "));
    }
}
