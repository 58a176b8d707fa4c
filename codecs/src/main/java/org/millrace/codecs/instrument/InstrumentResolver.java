package org.millrace.codecs.instrument;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.Venue;

/** Finds, or defines on first sight, the id of a venue's symbol. Thread-safe; may allocate: keep what it answers. */
public interface InstrumentResolver {
    /** No instrument: the symbol is not configured and may not be defined, or the table is full. */
    int UNKNOWN = 0;

    /**
     * Returns the id of a symbol; a new one is on the ring as InstrumentDefinition before this returns.
     *
     * @param venue number in the schema's enum {@code Venue}
     * @return 1 or more, or {@link #UNKNOWN}
     */
    int resolve(int venue, DirectBuffer symbol, int offset, int length);

    /**
     * Tells what a venue says of a symbol, before its first event. Where the symbol is not known yet it is defined so, and
     * where it may be defined; one that is known stays as it is.
     *
     * @param instrument whose id is of no account
     */
    default void describe(Instrument instrument) {}

    /** Answers whether a symbol is known already, so that nothing the venue says of it would be taken. */
    default boolean isKnown(Venue venue, String symbol) {
        return false;
    }

    /**
     * Returns what an id stands for.
     *
     * @throws IllegalArgumentException if the id was never given
     */
    Instrument instrument(int id);
}
