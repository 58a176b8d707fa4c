package org.millrace.feeds.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/**
 * US share markets by rule, from 1998 on (NYSE Rule 7.2, "Holidays and Trading Hours"): 9:30 to 16:00, half days
 * to 13:00. A holiday on a Saturday is kept on
 * Friday, but for New Year's Day, one on a Sunday on Monday. Closures that no rule foretells are those of mourning and of
 * the storm of 2012.
 */
public final class NewYorkCalendar implements TradingCalendar {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalTime PRE_OPENS = LocalTime.of(4, 0);
    private static final LocalTime OPENS = LocalTime.of(9, 30);
    private static final LocalTime CLOSES = LocalTime.of(16, 0);
    private static final LocalTime HALF_DAY_CLOSES = LocalTime.of(13, 0);
    private static final LocalTime POST_CLOSES = LocalTime.of(20, 0);
    private static final LocalTime HALF_DAY_POST_CLOSES = LocalTime.of(17, 0);
    private static final MonthDay NEW_YEAR = MonthDay.of(Month.JANUARY, 1);
    private static final MonthDay JUNETEENTH = MonthDay.of(Month.JUNE, 19);
    private static final int FIRST_JUNETEENTH = 2022;
    private static final MonthDay INDEPENDENCE = MonthDay.of(Month.JULY, 4);
    private static final MonthDay CHRISTMAS = MonthDay.of(Month.DECEMBER, 25);
    private static final Set<LocalDate> UNFORESEEN = Set.of(
            LocalDate.of(2001, 9, 11),
            LocalDate.of(2001, 9, 12),
            LocalDate.of(2001, 9, 13),
            LocalDate.of(2001, 9, 14),
            LocalDate.of(2004, 6, 11),
            LocalDate.of(2007, 1, 2),
            LocalDate.of(2012, 10, 29),
            LocalDate.of(2012, 10, 30),
            LocalDate.of(2018, 12, 5),
            LocalDate.of(2025, 1, 9));

    @Override
    public ZoneId zone() {
        return ZONE;
    }

    @Override
    public TradingSession session(LocalDate date) {
        if (!isTradingDay(date)) {
            return TradingSession.NONE;
        }
        return between(date, OPENS, isHalfDay(date) ? HALF_DAY_CLOSES : CLOSES);
    }

    /** Returns a day's session with the trading before and after it. */
    public TradingSession extendedSession(LocalDate date) {
        if (!isTradingDay(date)) {
            return TradingSession.NONE;
        }
        return between(date, PRE_OPENS, isHalfDay(date) ? HALF_DAY_POST_CLOSES : POST_CLOSES);
    }

    private static boolean isTradingDay(LocalDate date) {
        return !isWeekend(date) && !isHoliday(date) && !UNFORESEEN.contains(date);
    }

    private static boolean isHoliday(LocalDate date) {
        return isFixedHoliday(date)
                || isMondayHoliday(date)
                || date.equals(thanksgiving(date.getYear()))
                || date.equals(easter(date.getYear()).minusDays(2));
    }

    private static boolean isFixedHoliday(LocalDate date) {
        int year = date.getYear();
        boolean isJuneteenth = year >= FIRST_JUNETEENTH && isKept(JUNETEENTH, date);
        boolean isNewYear = isKept(NEW_YEAR, date); // a Saturday's would be kept in the year before: it is not
        return isNewYear || isJuneteenth || isKept(INDEPENDENCE, date) || isKept(CHRISTMAS, date);
    }

    private static boolean isMondayHoliday(LocalDate date) {
        if (date.getDayOfWeek() != MONDAY) {
            return false;
        }
        return switch (date.getMonth()) {
            case JANUARY, FEBRUARY -> date.equals(date.with(dayOfWeekInMonth(3, MONDAY)));
            case MAY -> date.equals(date.with(lastInMonth(MONDAY)));
            case SEPTEMBER -> date.equals(date.with(dayOfWeekInMonth(1, MONDAY)));
            default -> false;
        };
    }

    /** Answers whether a day is the one that a holiday of its year is kept on. */
    private static boolean isKept(MonthDay holiday, LocalDate date) {
        LocalDate own = holiday.atYear(date.getYear());
        return date.equals(
                switch (own.getDayOfWeek()) {
                    case SATURDAY -> own.minusDays(1);
                    case SUNDAY -> own.plusDays(1);
                    default -> own;
                });
    }

    /** Answers whether a trading day ends early: those before Christmas and Independence Day, and after Thanksgiving. */
    private static boolean isHalfDay(LocalDate date) {
        LocalDate next = date.plusDays(1);
        MonthDay tomorrow = MonthDay.from(next);
        boolean isEve = tomorrow.equals(CHRISTMAS) || tomorrow.equals(INDEPENDENCE);
        return (isEve && !isWeekend(next)) || date.minusDays(1).equals(thanksgiving(date.getYear()));
    }

    private static boolean isWeekend(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day == SATURDAY || day == SUNDAY;
    }

    private static LocalDate thanksgiving(int year) {
        return LocalDate.of(year, Month.NOVEMBER, 1).with(dayOfWeekInMonth(4, THURSDAY));
    }

    /** Computes Easter Sunday (Meeus, "Astronomical Algorithms", chapter 8). */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int century = year / 100;
        int leap = century / 4;
        int g = (8 * century + 13) / 25;
        int h = (19 * a + century - leap - g + 15) % 30;
        int rest = year % 100;
        int l = (32 + 2 * (century % 4) + 2 * (rest / 4) - h - rest % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int day = h + l - 7 * m + 114;
        return LocalDate.of(year, day / 31, day % 31 + 1);
    }
}
