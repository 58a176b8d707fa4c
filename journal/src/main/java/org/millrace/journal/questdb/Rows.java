package org.millrace.journal.questdb;

import io.questdb.client.Sender;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;

/** Rows on their way into the store: all begin and end alike, and are counted. */
final class Rows {
    private static final long NS_PER_US = 1_000;

    private final IntFunction<Instrument> instruments;
    private Sender sender;
    private int count;
    private long sequence;

    /**
     * Begins without a sender.
     *
     * @param instruments finds what an instrument id of an event stands for
     */
    Rows(IntFunction<Instrument> instruments) {
        this.instruments = instruments;
    }

    /** Directs the rows that follow to a sender, and counts from 0 again. */
    void writeTo(Sender newSender) {
        sender = newSender;
        count = 0;
    }

    /** Returns the rows since {@link #writeTo}, or since they were last {@link #delivered}. */
    int count() {
        return count;
    }

    void delivered() {
        count = 0;
    }

    /** Sets the sequence of the event that rows are made of. */
    void sequence(long newSequence) {
        sequence = newSequence;
    }

    /** Returns the sequence of the newest event. */
    long sequence() {
        return sequence;
    }

    /** Begins a row; its symbols come before its numbers. */
    Sender begin(String table, int instrumentId, Venue venue) {
        Instrument instrument = instrumentId == 0 ? null : instruments.apply(instrumentId);
        return sender.table(table)
                .symbol("symbol", instrument == null ? "" : instrument.name())
                .symbol("exchange", venue.name());
    }

    /** Writes a value that may not be known yet: the store's null instead of NaN. */
    void known(String column, double value) {
        if (!Double.isNaN(value)) {
            sender.doubleColumn(column, value);
        }
    }

    void flag(String column, boolean value) {
        sender.boolColumn(column, value);
    }

    void number(String column, long value) {
        sender.longColumn(column, value);
    }

    /** Writes a time, of which the store keeps microseconds; not earlier than it was. */
    void time(String column, long timeNs) {
        sender.timestampColumn(column, -Math.floorDiv(-timeNs, NS_PER_US), ChronoUnit.MICROS);
    }

    /** Ends a row with its sequence and time. */
    void end(long timeNs) {
        sender.longColumn("sequence", sequence);
        sender.at(timeNs / NS_PER_US, ChronoUnit.MICROS);
        count++;
    }
}
