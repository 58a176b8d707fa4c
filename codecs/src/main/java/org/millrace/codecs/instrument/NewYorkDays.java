package org.millrace.codecs.instrument;

/**
 * US share markets' days by rule, from 1998 on (NYSE Rule 7.2, "Holidays and Trading Hours"), in integers alone: no time
 * zone data, no objects. A holiday on a Saturday is kept on Friday, but for New Year's Day, one on a Sunday on Monday.
 * Closures that no rule foretells are those of mourning and of the storm of 2012. Days count from 1970-01-01.
 */
public final class NewYorkDays {
    private static final int MONDAY = 0;
    private static final int THURSDAY = 3;
    private static final int SATURDAY = 5;
    private static final int SUNDAY = 6;
    private static final int DAYS_OF_WEEK = 7;
    private static final int THURSDAY_1970 = 3; // 1970-01-01
    private static final int FIRST_JUNETEENTH = 2022;
    private static final int FIRST_LONG_SUMMER = 2007; // Energy Policy Act of 2005
    private static final long[] UNFORESEEN = {
        day(2001, 9, 11),
        day(2001, 9, 12),
        day(2001, 9, 13),
        day(2001, 9, 14),
        day(2004, 6, 11),
        day(2007, 1, 2),
        day(2012, 10, 29),
        day(2012, 10, 30),
        day(2018, 12, 5),
        day(2025, 1, 9)
    };

    private NewYorkDays() {}

    /** Tells whether shares are traded. */
    public static boolean isTradingDay(long day) {
        return !isWeekend(day) && !isHoliday(day) && !isUnforeseen(day);
    }

    /** Tells whether a trading day ends early: those before Christmas and Independence Day, and after Thanksgiving. */
    public static boolean isHalfDay(long day) {
        int year = year(day);
        boolean isEve = day + 1 == day(year, 12, 25) || day + 1 == day(year, 7, 4);
        return (isEve && !isWeekend(day + 1)) || day - 1 == thanksgiving(year);
    }

    /** Tells whether clocks stand at summer time in the afternoon of a day. */
    static boolean isSummer(long day) {
        int year = year(day);
        boolean isLong = year >= FIRST_LONG_SUMMER;
        long from = isLong ? onOrAfter(SUNDAY, day(year, 3, 8)) : onOrAfter(SUNDAY, day(year, 4, 1));
        long to = isLong ? onOrAfter(SUNDAY, day(year, 11, 1)) : onOrAfter(SUNDAY, day(year, 10, 25));
        return day >= from && day < to;
    }

    /** Tells whether a day is a Saturday or a Sunday, anywhere. */
    static boolean isWeekend(long day) {
        return weekday(day) >= SATURDAY;
    }

    private static boolean isHoliday(long day) {
        int year = year(day);
        return isKept(day(year, 1, 1), day) // a Saturday's would be kept in the year before: it is not
                || (year >= FIRST_JUNETEENTH && isKept(day(year, 6, 19), day))
                || isKept(day(year, 7, 4), day)
                || isKept(day(year, 12, 25), day)
                || day == onOrAfter(MONDAY, day(year, 1, 15))
                || day == onOrAfter(MONDAY, day(year, 2, 15))
                || day == onOrAfter(MONDAY, day(year, 5, 25))
                || day == onOrAfter(MONDAY, day(year, 9, 1))
                || day == thanksgiving(year)
                || day == easter(year) - 2;
    }

    private static boolean isUnforeseen(long day) {
        for (long each : UNFORESEEN) {
            if (each == day) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a day is the one that a holiday of its year is kept on. */
    private static boolean isKept(long holiday, long day) {
        return switch (weekday(holiday)) {
            case SATURDAY -> day == holiday - 1;
            case SUNDAY -> day == holiday + 1;
            default -> day == holiday;
        };
    }

    private static long thanksgiving(int year) {
        return onOrAfter(THURSDAY, day(year, 11, 22));
    }

    /** Computes Easter Sunday (Meeus, "Astronomical Algorithms", chapter 8). */
    private static long easter(int year) {
        int a = year % 19;
        int century = year / 100;
        int leap = century / 4;
        int g = (8 * century + 13) / 25;
        int h = (19 * a + century - leap - g + 15) % 30;
        int rest = year % 100;
        int l = (32 + 2 * (century % 4) + 2 * (rest / 4) - h - rest % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int day = h + l - 7 * m + 114;
        return day(year, day / 31, day % 31 + 1);
    }

    private static long onOrAfter(int weekday, long day) {
        return day + Math.floorMod(weekday - weekday(day), DAYS_OF_WEEK);
    }

    /** Returns 0 for a Monday to 6 for a Sunday. */
    private static int weekday(long day) {
        return (int) Math.floorMod(day + THURSDAY_1970, (long) DAYS_OF_WEEK);
    }

    /** Counts the days of a date (Hinnant, "chrono-Compatible Low-Level Date Algorithms"); the year begins in March. */
    private static long day(int year, int month, int dayOfMonth) {
        long years = month > 2 ? year : year - 1L;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
        return 365 * years + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468;
    }

    private static int year(long day) {
        int year = (int) (1970 + Math.floorDiv(day * 400, 146_097L));
        return day < day(year, 1, 1) ? year - 1 : day >= day(year + 1, 1, 1) ? year + 1 : year;
    }
}
