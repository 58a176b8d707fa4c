package org.millrace.codecs.instrument;

import java.util.regex.Pattern;
import org.millrace.codecs.sbe.Venue;

/**
 * When an instrument is traded, and when its trading day ends. Computed in integers from the event time alone, so that it is the same on
 * every machine, whatever its time zone data, and makes no objects.
 */
public enum TradingHours {
    /** Around the clock: a day ends at 00:00 UTC. */
    ALWAYS,
    /** US shares: 9:30 to 16:00 New York, half days to 13:00. */
    NEW_YORK,
    /** Shares in Istanbul: 10:00 to 18:00 (UTC+3), Monday to Friday. Its holidays and half days are no rule: they count as others. */
    ISTANBUL;

    private static final TradingHours[] BY_ID = values();
    private static final Pattern US_SHARE = Pattern.compile("[A-Z]{1,5}(-[A-Z])?");
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long DAY_NS = 24 * HOUR_NS;
    private static final long NEW_YORK_FROM_OPEN_NS = 13 * HOUR_NS / 2; // 9:30 to 16:00
    private static final long ISTANBUL_FROM_OPEN_NS = 8 * HOUR_NS;
    private static final int NO_CLOSE = -1;

    /** Returns the hours of a number, as InstrumentDefinition has it; those that are not known are around the clock. */
    public static TradingHours of(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : ALWAYS;
    }

    /** Returns the hours that a venue's symbol tells; of markets that are not known, around the clock. */
    public static TradingHours of(Venue venue, String symbol) {
        return switch (venue) {
            case ALPACA -> symbol.indexOf('/') < 0 ? NEW_YORK : ALWAYS; // BTC/USD is a coin
            case YAHOO ->
                symbol.endsWith(".IS") ? ISTANBUL : US_SHARE.matcher(symbol).matches() ? NEW_YORK : ALWAYS;
            default -> ALWAYS;
        };
    }

    /** Returns the number that InstrumentDefinition has. */
    @SuppressWarnings("EnumOrdinal") // the numbers are the order: add at the end
    public int id() {
        return ordinal();
    }

    /** Returns when the day of a moment ends, UTC ns: at the first close after it. */
    public long dayEndNs(long timeNs) {
        long day = Math.floorDiv(timeNs, DAY_NS) - 1; // days of the market may begin before those of UTC
        while (true) {
            int hours = closeHours(day);
            if (hours != NO_CLOSE && day * DAY_NS + hours * HOUR_NS > timeNs) {
                return day * DAY_NS + hours * HOUR_NS;
            }
            day++;
        }
    }

    /** Tells whether the market trades at a moment: from its opening on, until just before its close. */
    public boolean isOpen(long timeNs) {
        long day = Math.floorDiv(timeNs, DAY_NS); // no session lies in two days of UTC
        long intoDay = timeNs - day * DAY_NS;
        int hours = closeHours(day);
        return hours != NO_CLOSE && intoDay >= openNs(day, hours) && intoDay < hours * HOUR_NS;
    }

    /** Returns when a day opens, ns of UTC from its beginning. */
    private long openNs(long day, int closeHours) {
        return switch (this) {
            case ALWAYS -> 0;
            case NEW_YORK -> (closeHours + (NewYorkDays.isHalfDay(day) ? 3 : 0)) * HOUR_NS - NEW_YORK_FROM_OPEN_NS;
            case ISTANBUL -> closeHours * HOUR_NS - ISTANBUL_FROM_OPEN_NS;
        };
    }

    /** Returns when a day closes, in hours of UTC from its beginning. */
    private int closeHours(long day) {
        return switch (this) {
            case ALWAYS -> 24;
            case NEW_YORK -> NewYorkDays.isTradingDay(day) ? newYorkCloseHours(day) : NO_CLOSE;
            case ISTANBUL -> NewYorkDays.isWeekend(day) ? NO_CLOSE : 18 - 3;
        };
    }

    private static int newYorkCloseHours(long day) {
        return (NewYorkDays.isHalfDay(day) ? 13 : 16) + (NewYorkDays.isSummer(day) ? 4 : 5);
    }
}
