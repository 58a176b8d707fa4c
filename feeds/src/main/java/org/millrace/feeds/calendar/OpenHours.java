package org.millrace.feeds.calendar;

import java.time.LocalDate;
import java.util.function.LongPredicate;

/** Whether a market trades, asked often: looks into the calendar once a day. For one thread. */
public final class OpenHours implements LongPredicate {
    private final TradingCalendar calendar;
    private TradingSession day = TradingSession.NONE; // midnight to midnight
    private TradingSession session = TradingSession.NONE;

    public OpenHours(TradingCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public boolean test(long nowNs) {
        if (!day.contains(nowNs)) {
            LocalDate date = calendar.dateOf(nowNs);
            session = calendar.session(date);
            day = calendar.day(date);
        }
        return session.contains(nowNs);
    }
}
