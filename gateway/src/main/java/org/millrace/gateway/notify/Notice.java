package org.millrace.gateway.notify;

import java.time.Instant;
import java.util.Locale;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.AlertTriggeredDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.latest.InstrumentNames;

/**
 * That an alert fired, in words.
 *
 * @param sequence of the AlertTriggered in JournalOut
 * @param key      names this notice alone, and is the same each time it is sent
 * @param owner    user whose alert it is
 * @param name     what its owner calls it; may be empty
 * @param target   name of the setting that holds the addresses
 * @param subject  instrument or venue; may be empty
 * @param timeNs   of the event with which it fired, UTC
 */
record Notice(
        long sequence,
        String key,
        long alertId,
        String owner,
        String name,
        String target,
        String subject,
        String condition,
        String compared,
        double value,
        double bound,
        long timeNs) {
    private static final long NANOS = 1_000_000_000L;

    /** Reads an AlertTriggered. */
    static Notice of(
            AlertTriggeredDecoder alert, DirectBuffer buffer, int offset, IntFunction<Instrument> instruments) {
        long sequence = EventPrefix.sequence(buffer, offset);
        long timeNs = EventPrefix.eventTime(buffer, offset);
        Instrument instrument = instruments.apply(EventPrefix.instrumentId(buffer, offset));
        Venue venue = Venue.get((short) EventPrefix.venue(buffer, offset));
        String subject = instrument != null
                ? InstrumentNames.qualified(instrument)
                : venue == Venue.NONE ? "" : InstrumentNames.venueName(venue);
        String compared = alert.left() == AlertField.NONE
                ? ""
                : words(alert.left())
                        + ' '
                        + words(alert.comparison())
                        + (alert.right() == AlertField.NONE ? "" : ' ' + words(alert.right()));
        return new Notice(
                sequence,
                "%d-%d-%s".formatted(alert.alertId(), EventPrefix.cause(buffer, offset), Long.toString(timeNs, 36)),
                alert.alertId(),
                alert.owner(),
                alert.name().replaceAll("\\p{Cntrl}", " "),
                alert.target(),
                subject,
                alert.condition().name().toLowerCase(Locale.ROOT),
                compared,
                alert.value(),
                alert.bound(),
                timeNs);
    }

    /** Returns what it says in one line. */
    String title() {
        String what = name.isEmpty() ? condition.replace('_', ' ') : name;
        return subject.isEmpty() ? what : what + ": " + subject;
    }

    /** Returns what it says in full, in one line. */
    String text() {
        String how = compared.isEmpty() ? condition.replace('_', ' ') : compared;
        return "%s. %s: %s against %s at %s".formatted(title(), how, plain(value), plain(bound), time());
    }

    /** Returns when it fired, as RFC 3339 has it. */
    String time() {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS), Math.floorMod(timeNs, NANOS))
                .toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
