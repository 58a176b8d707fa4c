package org.millrace.codecs.support;

import java.math.BigDecimal;
import java.time.Instant;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;

/** What the builders of all events share: the prefix. Each sending counts the sequence of {@link Events} up. */
public abstract class EventBuilder<B extends EventBuilder<B>> {
    /** The day on which times of day are: a Monday. */
    public static final String DAY = "2026-01-05";

    /** Power of ten of all prices and quantities made here. */
    public static final int EXPONENT = -8;

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Events events;
    private long eventTime;
    private long receiveTime;
    private boolean hasReceiveTime;
    private int instrumentId;
    private int flags;
    private Venue venue = Venue.SIMULATOR;

    EventBuilder(Events events) {
        this.events = events;
        eventTime = events.time();
        instrumentId = 1;
    }

    /** Sets event time and receive time to a time of day, as {@code 10:00:01} or {@code 10:00:01.5}. */
    public final B at(String timeOfDay) {
        return at(nanos(timeOfDay));
    }

    /** Sets event time and, unless that was set, receive time. */
    public final B at(long timeNs) {
        eventTime = timeNs;
        return self();
    }

    public final B receivedAt(long timeNs) {
        receiveTime = timeNs;
        hasReceiveTime = true;
        return self();
    }

    public final B instrument(int id) {
        instrumentId = id;
        return self();
    }

    /** Sets the flags, bits of {@link EventPrefix}. */
    public final B flags(int bits) {
        flags = bits;
        return self();
    }

    public final B venue(Venue newVenue) {
        venue = newVenue;
        return self();
    }

    /** Hands the event to the consumer. */
    public final void send() {
        int length = encode();
        EventPrefix.writeInput(
                buffer,
                0,
                eventTime,
                hasReceiveTime ? receiveTime : eventTime,
                instrumentId,
                EventPrefix.venueFlags(venue.value(), flags));
        events.send(buffer, length, eventTime);
    }

    /** Returns the nanoseconds of a time of {@link #DAY}. */
    public static long nanos(String timeOfDay) {
        Instant instant = Instant.parse(DAY + "T" + timeOfDay + "Z");
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /** Returns the mantissa of a decimal's text. */
    static long mantissa(String text) {
        return new BigDecimal(text).movePointRight(-EXPONENT).longValueExact();
    }

    /** Encodes header and fields; returns the length of both. */
    abstract int encode();

    abstract B self();
}
