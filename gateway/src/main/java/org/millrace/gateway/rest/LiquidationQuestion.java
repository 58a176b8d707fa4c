package org.millrace.gateway.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.journal.history.Liquidations;

/**
 * What is asked for about liquidations: an asset, and hours by their starts.
 *
 * @param fromNs UTC ns
 * @param toNs   exclusive, UTC ns
 */
record LiquidationQuestion(String symbol, long fromNs, long toNs) {
    private static final long LONG_NS = Duration.ofDays(90).toNanos(); // some two megabytes of features
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    /**
     * Reads {@code symbol}, and {@code hours} or {@code start_date} and {@code end_date}.
     *
     * @param otherwise how many of the newest hours to take without them
     * @param newestNs  start of the newest hour that is known by now
     * @throws BadRequest if they say nothing that can be answered
     */
    static LiquidationQuestion of(Exchange exchange, int otherwise, long nowNs, long newestNs) {
        String symbol = exchange.parameter("symbol", "BTC");
        if (!symbol.matches("[A-Za-z0-9]{1,16}")) {
            throw new BadRequest("symbol is that of an asset, as BTC.");
        }
        String hours = exchange.parameter("hours", "");
        String start = exchange.parameter("start_date", "");
        String end = exchange.parameter("end_date", "");
        if (start.isEmpty() && end.isEmpty()) {
            int count = hours.isEmpty() ? otherwise : count(hours);
            return new LiquidationQuestion(symbol, 0, 0).ofHours(count, nowNs, newestNs);
        }
        if (start.isEmpty() || end.isEmpty() || !hours.isEmpty()) {
            throw new BadRequest("hours, or start_date and end_date, say when.");
        }
        LiquidationQuestion asked = new LiquidationQuestion(symbol, time("start_date", start, 0), endOf(end));
        if (asked.fromNs >= asked.toNs) {
            throw new BadRequest("start_date lies before end_date.");
        }
        return asked;
    }

    /** Returns the same about so many of the newest hours that are known by now. */
    LiquidationQuestion ofHours(int hours, long nowNs, long newestNs) {
        return new LiquidationQuestion(symbol, newestNs - (hours - 1) * Hours.HOUR_NS, Math.max(nowNs, newestNs + 1));
    }

    /** Returns the same up to another end. */
    LiquidationQuestion until(long otherEndNs) {
        return new LiquidationQuestion(symbol, fromNs, otherEndNs);
    }

    /** Returns the venue that tells of it, as the store names it. */
    String exchange() {
        return Venue.GLASSNODE.name();
    }

    /** Tells whether the answer may be long. */
    boolean isLong() {
        return toNs - fromNs > LONG_NS;
    }

    Liquidations.Span span(int limit) {
        return new Liquidations.Span(symbol, exchange(), fromNs, toNs, limit);
    }

    private static int count(String hours) {
        if (!hours.matches("[1-9]\\d{0,5}") || Integer.parseInt(hours) > 100_000) {
            throw new BadRequest("hours is 1 to 100000.");
        }
        return Integer.parseInt(hours);
    }

    /** Returns the end of a day; of another time, itself. */
    private static long endOf(String text) {
        return time("end_date", text, DAY_NS);
    }

    private static long time(String name, String text, long afterDayNs) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                long second = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
                return Math.addExact(Math.multiplyExact(second, 1_000_000_000L), afterDayNs);
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRequest(name + ": there is no such day.");
        }
        return Instants.parse(text).orElseThrow(() -> new BadRequest(name + " is a day, as 2024-01-31, or a time."));
    }
}
