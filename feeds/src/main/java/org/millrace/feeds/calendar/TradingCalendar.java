package org.millrace.feeds.calendar;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When a market trades. Answers are the same for all time; they may allocate: keep what was answered. */
public interface TradingCalendar {
    /** A market that never closes. */
    TradingCalendar ALWAYS = new TradingCalendar() {
        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public TradingSession session(LocalDate date) {
            long openNs = DAYS.toNanos(date.toEpochDay());
            return new TradingSession(openNs, openNs + DAYS.toNanos(1));
        }
    };

    /** Most days without trading that a market is expected to have in a row. */
    int MAX_DAYS = 30;

    /** Returns where the market's days begin at midnight. */
    ZoneId zone();

    /** Returns a day's session, {@link TradingSession#NONE} where there is none. */
    TradingSession session(LocalDate date);

    /** Answers whether the market trades. */
    default boolean isOpen(long timeNs) {
        return session(dateOf(timeNs)).contains(timeNs);
    }

    /** Returns when a session last ended, at the given moment or before; a month before it where none did. */
    default long lastCloseNs(long timeNs) {
        LocalDate date = dateOf(timeNs);
        for (int i = 0; i <= MAX_DAYS; i++) {
            TradingSession session = session(date.minusDays(i));
            if (!session.isEmpty() && session.closeNs() <= timeNs) {
                return session.closeNs();
            }
        }
        return timeNs - DAYS.toNanos(MAX_DAYS);
    }

    /** Returns when a session next begins, at the given moment or later; a month later where none does. */
    default long nextOpenNs(long timeNs) {
        LocalDate date = dateOf(timeNs);
        for (int i = 0; i <= MAX_DAYS; i++) {
            TradingSession session = session(date.plusDays(i));
            if (!session.isEmpty() && session.openNs() >= timeNs) {
                return session.openNs();
            }
        }
        return timeNs + DAYS.toNanos(MAX_DAYS);
    }

    /** Returns the market's date at a moment. */
    default LocalDate dateOf(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, SECONDS.toNanos(1)))
                .atZone(zone())
                .toLocalDate();
    }

    /** Returns the session of a day between two times of the market's clock. */
    default TradingSession between(LocalDate date, LocalTime open, LocalTime close) {
        return new TradingSession(nanos(date, open), nanos(date, close));
    }

    /** Returns a whole day, from midnight to midnight by the market's clock. */
    default TradingSession day(LocalDate date) {
        return new TradingSession(nanos(date, LocalTime.MIDNIGHT), nanos(date.plusDays(1), LocalTime.MIDNIGHT));
    }

    private long nanos(LocalDate date, LocalTime time) {
        return SECONDS.toNanos(date.atTime(time).atZone(zone()).toEpochSecond());
    }
}
