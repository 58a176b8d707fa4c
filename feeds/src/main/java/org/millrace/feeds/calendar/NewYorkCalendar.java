package org.millrace.feeds.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.millrace.codecs.instrument.NewYorkDays;

/** US share markets: 9:30 to 16:00, half days to 13:00, on the days that {@link NewYorkDays} knows. */
public final class NewYorkCalendar implements TradingCalendar {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalTime PRE_OPENS = LocalTime.of(4, 0);
    private static final LocalTime OPENS = LocalTime.of(9, 30);
    private static final LocalTime CLOSES = LocalTime.of(16, 0);
    private static final LocalTime HALF_DAY_CLOSES = LocalTime.of(13, 0);
    private static final LocalTime POST_CLOSES = LocalTime.of(20, 0);
    private static final LocalTime HALF_DAY_POST_CLOSES = LocalTime.of(17, 0);

    @Override
    public ZoneId zone() {
        return ZONE;
    }

    @Override
    public TradingSession session(LocalDate date) {
        return session(date, OPENS, HALF_DAY_CLOSES, CLOSES);
    }

    /** Returns a day's session with the trading before and after it. */
    public TradingSession extendedSession(LocalDate date) {
        return session(date, PRE_OPENS, HALF_DAY_POST_CLOSES, POST_CLOSES);
    }

    private TradingSession session(LocalDate date, LocalTime opens, LocalTime halfDayCloses, LocalTime closes) {
        long day = date.toEpochDay();
        if (!NewYorkDays.isTradingDay(day)) {
            return TradingSession.NONE;
        }
        return between(date, opens, NewYorkDays.isHalfDay(day) ? halfDayCloses : closes);
    }
}
