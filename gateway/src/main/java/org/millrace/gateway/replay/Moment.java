package org.millrace.gateway.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.TradeVerdictDecoder;

/**
 * A place in JournalOut, as a client names it.
 *
 * @param isTime true: UTC ns, false: sequence
 */
public record Moment(boolean isTime, long value) {
    /** Of no use as a sequence or a time: what was written is neither. */
    public static final Moment NONE = new Moment(false, Long.MIN_VALUE);

    private static final int MAX_DIGITS = 18;

    /** Returns the place of an event. */
    public static Moment at(long sequence) {
        return new Moment(false, sequence);
    }

    /** Reads {@code 1234}, {@code epoch:1234} or {@code 2026-11-21T19:00:00Z}; {@link #NONE} if it is neither. */
    public static Moment parse(String text) {
        if (isNumber(text)) {
            return at(Long.parseLong(text));
        }
        int colon = text.indexOf(':');
        if (colon > 0 && isNumber(text.substring(0, colon)) && isNumber(text.substring(colon + 1))) {
            return at(Long.parseLong(text.substring(colon + 1)));
        }
        try {
            Instant instant = Instant.parse(text);
            return new Moment(
                    true, Math.addExact(TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    /** Tells whether a place lies behind an event, of which the time is known from inputs up to it. */
    boolean isBehind(long sequence, long timeNs) {
        return isTime ? value > timeNs : value > sequence;
    }

    /**
     * Returns the time of what an event tells of, or {@code known} where it tells of none that may be relied on: when
     * its bytes came, or when a venue says that it was; what is derived carries the former of its cause.
     */
    static long timeOf(DirectBuffer event, int offset, long known) {
        long receiveTime = EventPrefix.receiveTime(event, offset);
        if (receiveTime != 0) {
            return Math.max(known, receiveTime);
        }
        boolean isInput = EventPrefix.templateId(event, offset) < TradeVerdictDecoder.TEMPLATE_ID;
        return isInput ? Math.max(known, EventPrefix.eventTime(event, offset)) : known;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
