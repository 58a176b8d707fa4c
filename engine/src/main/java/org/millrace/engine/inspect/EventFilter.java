package org.millrace.engine.inspect;

import java.util.Set;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;

/**
 * Which events to show.
 *
 * @param types      names of messages; empty: all
 * @param instrument symbol, normalised name, or {@code venue:name}; empty: all
 * @param fromNs     first event time, UTC ns
 * @param toNs       end of the event times, exclusive, UTC ns
 */
public record EventFilter(Set<String> types, String instrument, long fromNs, long toNs) {
    /** Lets everything pass. */
    public static final EventFilter ALL = new EventFilter(Set.of(), "", Long.MIN_VALUE, Long.MAX_VALUE);

    boolean passes(String type, DirectBuffer buffer, int offset, Instrument of) {
        long timeNs = EventPrefix.eventTime(buffer, offset);
        return timeNs >= fromNs && timeNs < toNs && (types.isEmpty() || types.contains(type)) && passes(of);
    }

    boolean passes(Instrument of) {
        if (instrument.isEmpty()) {
            return true;
        }
        return of != null
                && (instrument.equals(of.symbol())
                        || instrument.equals(of.name())
                        || instrument.equalsIgnoreCase(of.venue() + ":" + of.name())
                        || instrument.equalsIgnoreCase(of.venue() + ":" + of.symbol()));
    }
}
