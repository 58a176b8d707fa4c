package org.millrace.feeds.calendar;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.TradingHours;

/** The hours that stages compute in integers, beside the calendars that feeds have. */
class TradingHoursTest {
    @Test
    void shouldBeOpenInNewYorkWheneverItsCalendarSaysSo() {
        NewYorkCalendar calendar = new NewYorkCalendar();

        for (LocalDate date = LocalDate.of(1998, 1, 1); date.getYear() < 2040; date = date.plusDays(1)) {
            long midnight = DAYS.toNanos(date.toEpochDay());
            TradingSession session = calendar.session(date);
            for (long time = midnight; time < midnight + DAYS.toNanos(1); time += MINUTES.toNanos(30)) {
                assertEquals(session.contains(time), TradingHours.NEW_YORK.isOpen(time), text(time));
                assertEquals(session.contains(time - 1), TradingHours.NEW_YORK.isOpen(time - 1), text(time - 1));
            }
        }
    }

    @Test
    void shouldBeOpenInIstanbulOnAnyWeekdayFromTenToSix() {
        IstanbulCalendar calendar = new IstanbulCalendar();

        for (LocalDate date = LocalDate.of(2020, 1, 1); date.getYear() < 2027; date = date.plusDays(1)) {
            TradingSession session = calendar.session(date);
            if (session.closeNs() - session.openNs() == HOURS.toNanos(8)) { // holidays and half days are not known
                assertTrue(TradingHours.ISTANBUL.isOpen(session.openNs()), date::toString);
                assertTrue(TradingHours.ISTANBUL.isOpen(session.closeNs() - 1), date::toString);
                assertTrue(!TradingHours.ISTANBUL.isOpen(session.openNs() - 1), date::toString);
                assertTrue(!TradingHours.ISTANBUL.isOpen(session.closeNs()), date::toString);
            }
        }
    }

    @Test
    void shouldAlwaysBeOpenElsewhere() {
        assertTrue(TradingHours.ALWAYS.isOpen(0));
        assertTrue(TradingHours.ALWAYS.isOpen(DAYS.toNanos(20_000) - 1));
    }

    private static String text(long time) {
        return Instant.EPOCH.plusNanos(time).toString();
    }
}
