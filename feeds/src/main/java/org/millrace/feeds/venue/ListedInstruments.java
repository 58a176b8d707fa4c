package org.millrace.feeds.venue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the resolver what a recorded list says of a symbol, before it is asked for the symbol's id: a list has all of a
 * venue's markets, a recording few of them.
 */
public final class ListedInstruments implements InstrumentResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ListedInstruments.class);

    private final Map<String, Instrument> listed = new HashMap<>();
    private final InstrumentResolver resolver;

    public ListedInstruments(InstrumentResolver resolver) {
        this.resolver = resolver;
    }

    /** Reads a venue's list of its markets. */
    public interface Listing {
        List<Instrument> read(Venue venue, byte[] body) throws IOException;
    }

    /** Takes a list; false: it cannot be read, which is told of in the log. */
    public boolean take(Listing listing, int venue, DirectBuffer body, int offset, int length) {
        byte[] bytes = new byte[length];
        body.getBytes(offset, bytes);
        try {
            listing.read(Venue.get((short) venue), bytes).forEach(each -> listed.put(each.symbol(), each));
            return true;
        } catch (IOException e) {
            LOG.warn("recorded list of markets cannot be read: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        Instrument known = listed.get(symbol.getStringWithoutLengthUtf8(offset, length));
        if (known != null) {
            resolver.describe(known);
        }
        return resolver.resolve(venue, symbol, offset, length);
    }

    @Override
    public void describe(Instrument instrument) {
        resolver.describe(instrument);
    }

    @Override
    public Instrument instrument(int id) {
        return resolver.instrument(id);
    }
}
