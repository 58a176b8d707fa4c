package org.millrace.gateway.rest;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.Listing;

/** What of the market somebody may see, as it applies to the answers of REST. */
final class Entitled {
    private Entitled() {}

    /** Returns the instruments of which somebody may see something. */
    static List<Instrument> of(Principal principal, List<Instrument> instruments) {
        return instruments.stream()
                .filter(instrument -> isAllowed(principal.entitlements(), instrument))
                .toList();
    }

    /** Returns the instruments that are meant by a name, the ones that somebody may see before those that are not. */
    static List<Instrument> first(Principal principal, List<Instrument> found) {
        return found.size() < 2
                ? found
                : found.stream()
                        .sorted(Comparator.comparing(instrument -> !isAllowed(principal.entitlements(), instrument)))
                        .toList();
    }

    /** Answers a question about the first of some instruments where it may not be answered otherwise; tells whether so. */
    static boolean refuse(Exchange exchange, List<Instrument> found, String... channels) {
        if (found.isEmpty()) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "No instrument has this name.");
            return true;
        }
        if (!isAllowed(exchange.principal().entitlements(), found.get(0))) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "You are not entitled to this instrument.");
            return true;
        }
        return refuseChannels(exchange, channels);
    }

    /** Answers a question about channels that somebody may not see; tells whether it has. */
    static boolean refuseChannels(Exchange exchange, String... channels) {
        boolean isAllowed = Arrays.stream(channels).allMatch(exchange.principal()::maySee);
        if (!isAllowed) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "You are not entitled to this channel.");
        }
        return !isAllowed;
    }

    /** Tells whether somebody may see the state of a feed. */
    static boolean isFeedAllowed(Principal principal, DirectBuffer frame, Listing listing) {
        Instrument instrument = listing.get(EventPrefix.instrumentId(frame, FanOutFrame.HEADER_LENGTH));
        Venue venue = Venue.get((short) EventPrefix.venue(frame, FanOutFrame.HEADER_LENGTH));
        return instrument == null
                ? principal.entitlements().allowVenue(InstrumentNames.venueName(venue))
                : isAllowed(principal.entitlements(), instrument);
    }

    /** Tells whether somebody may see an instrument. */
    static boolean allows(Principal principal, Instrument instrument) {
        return isAllowed(principal.entitlements(), instrument);
    }

    /** Returns the instrument that a request names, and that its sender may see. */
    static Instrument named(Principal principal, Listing listing, String member, String symbol) {
        List<Instrument> found = of(principal, listing.find(symbol));
        if (found.isEmpty()) {
            throw new BadRequest(
                    symbol.isEmpty() ? member + " is missing." : member + " names no instrument that you may see.");
        }
        return found.get(0);
    }

    private static boolean isAllowed(Entitlements entitlements, Instrument instrument) {
        return entitlements.allowInstrument(InstrumentNames.venueName(instrument.venue()), instrument.name());
    }
}
