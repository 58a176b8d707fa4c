package org.millrace.feeds.calendar;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.chrono.HijrahDate;
import java.util.Set;

/**
 * Borsa İstanbul's shares: 10:00 to 18:00, half days to 12:30 (the venue's rules of trading). Public holidays stand in Law
 * 2429. The feasts of Ramadan (three days) and of Sacrifice (four) follow the calendar of Umm al-Qura, which has agreed
 * with Turkey's since 2020; the day before each is a half day. Days that the government adds from year to year are not
 * known here.
 */
public final class IstanbulCalendar implements TradingCalendar {
    private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");
    private static final LocalTime OPEN = LocalTime.of(10, 0);
    private static final LocalTime CLOSE = LocalTime.of(18, 0);
    private static final LocalTime HALF_DAY_CLOSE = LocalTime.of(12, 30);
    private static final MonthDay EVE_OF_REPUBLIC = MonthDay.of(10, 28);
    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(4, 23),
            MonthDay.of(5, 1),
            MonthDay.of(5, 19),
            MonthDay.of(7, 15),
            MonthDay.of(8, 30),
            MonthDay.of(10, 29));
    private static final int SHAWWAL = 10;
    private static final int DHU_AL_HIJJA = 12;

    @Override
    public ZoneId zone() {
        return ISTANBUL;
    }

    @Override
    public TradingSession session(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        boolean isWeekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        if (isWeekend || HOLIDAYS.contains(MonthDay.from(date)) || isFeast(date)) {
            return TradingSession.NONE;
        }
        boolean isHalfDay = MonthDay.from(date).equals(EVE_OF_REPUBLIC) || isFeast(date.plusDays(1));
        return between(date, OPEN, isHalfDay ? HALF_DAY_CLOSE : CLOSE);
    }

    private static boolean isFeast(LocalDate date) {
        HijrahDate hijrah = HijrahDate.from(date);
        int month = hijrah.get(MONTH_OF_YEAR);
        int day = hijrah.get(DAY_OF_MONTH);
        return (month == SHAWWAL && day <= 3) || (month == DHU_AL_HIJJA && day >= 10 && day <= 13);
    }
}
