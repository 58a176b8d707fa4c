package org.millrace.gateway.websocket;

import java.util.Set;
import java.util.TreeSet;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.Listing;

/** Which of the streams of a channel somebody may have. */
record Rights(Entitlements entitlements, Listing listing) {
    boolean allow(Instrument instrument) {
        return entitlements.allowInstrument(InstrumentNames.venueName(instrument.venue()), instrument.name());
    }

    /**
     * Selects all of a venue, or of all venues (null), as far as it is allowed; what is not is taken out of
     * {@code streams}. Where single instruments are allowed, these are the ones listed by now.
     *
     * @return whether anything is allowed
     */
    boolean select(int channel, Venue venue, Selection selection, Set<Integer> streams) {
        if (!entitlements.allowAllInstruments()) {
            streams.removeIf(id -> !allow(channel, id));
            streams.forEach(selection::add);
            return !streams.isEmpty();
        }
        if (venue == null && entitlements.allowAllVenues()) {
            selection.addAll();
            return true;
        }
        boolean isAny = false;
        for (Venue each : Venue.values()) {
            if ((venue == null || venue == each)
                    && each != Venue.NULL_VAL
                    && entitlements.allowVenue(InstrumentNames.venueName(each))) {
                selection.addVenue(each.value());
                isAny = true;
            }
        }
        streams.removeIf(id -> !allow(channel, id));
        if (venue == null && !Channels.isPerInstrument(channel)) {
            selection.add(0); // what belongs to no instrument belongs to no venue either
            isAny = true;
        }
        return isAny;
    }

    /** Takes out of a selection what is not allowed; {@code streams} are all of the channel. */
    void narrow(int channel, Selection selection, Set<Integer> streams) {
        Selection before = selection.copy();
        selection.removeAll();
        if (before.isAll()) {
            select(channel, null, selection, new TreeSet<>(streams));
        }
        for (Venue venue : Venue.values()) {
            if (venue != Venue.NULL_VAL && before.hasVenue(venue.value())) {
                Set<Integer> ofVenue = new TreeSet<>(streams);
                ofVenue.removeIf(
                        id -> listing.get(id) == null || listing.get(id).venue() != venue);
                select(channel, venue, selection, ofVenue);
            }
        }
        before.instruments().filter(id -> allow(channel, id)).forEach(selection::add);
    }

    /** Tells whether a stream of a channel is allowed. */
    boolean allow(int channel, int instrumentId) {
        Instrument instrument = listing.get(instrumentId);
        return instrument == null
                ? entitlements.allowAllVenues() || !Channels.isPerInstrument(channel)
                : allow(instrument);
    }
}
