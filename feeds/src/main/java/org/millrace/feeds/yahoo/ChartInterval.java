package org.millrace.feeds.yahoo;

import static java.time.DayOfWeek.MONDAY;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;

/** The intervals of charts. Those of a day and more begin at the market's midnight; the month is 30 days in events. */
enum ChartInterval {
    MINUTE("1m", 60),
    MINUTES_2("2m", 120),
    MINUTES_5("5m", 300),
    MINUTES_15("15m", 900),
    MINUTES_30("30m", 1_800),
    MINUTES_60("60m", 3_600),
    HOUR("1h", 3_600),
    MINUTES_90("90m", 5_400),
    HOURS_4("4h", 14_400),
    DAY("1d", 86_400),
    DAYS_5("5d", 5 * 86_400),
    WEEK("1wk", 7 * 86_400),
    MONTH("1mo", 30 * 86_400),
    QUARTER("3mo", 90 * 86_400);

    private final String text;
    private final int seconds;

    ChartInterval(String text, int seconds) {
        this.text = text;
        this.seconds = seconds;
    }

    /** Returns the interval of that name, or null. */
    static ChartInterval of(String name) {
        return Arrays.stream(values())
                .filter(interval -> interval.text.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the venue's name. */
    String text() {
        return text;
    }

    int seconds() {
        return seconds;
    }

    /** Returns how much is asked for at a time: some periods more than were missed. */
    String range() {
        if (isIntraday()) {
            return "1d";
        }
        return this == DAY || this == DAYS_5 ? "1mo" : "1y";
    }

    /** Returns how far back the venue goes in one request, with some room. */
    long mostSeconds() {
        return this == MINUTE ? 6L * DAY.seconds : 55L * DAY.seconds;
    }

    boolean isIntraday() {
        return seconds < DAY.seconds;
    }

    /** Returns when the period of a day and more begins that a moment lies in. */
    long periodStart(long timeSeconds, ZoneId zone) {
        return midnight(firstDay(timeSeconds, zone), zone);
    }

    /** Returns when a period ends. */
    long periodEnd(long startSeconds, ZoneId zone) {
        LocalDate first = firstDay(startSeconds, zone);
        return switch (this) {
            case DAY -> midnight(first.plusDays(1), zone);
            case DAYS_5 -> midnight(first.plusDays(5), zone);
            case WEEK -> midnight(first.plusWeeks(1), zone);
            case MONTH -> midnight(first.plusMonths(1), zone);
            case QUARTER -> midnight(first.plusMonths(3), zone);
            default -> startSeconds + seconds;
        };
    }

    private LocalDate firstDay(long timeSeconds, ZoneId zone) {
        LocalDate date = Instant.ofEpochSecond(timeSeconds).atZone(zone).toLocalDate();
        return switch (this) {
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % 3);
            default -> date;
        };
    }

    private static long midnight(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond();
    }
}
