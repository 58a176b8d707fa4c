package org.millrace.feeds.session;

import java.util.List;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.VenueDecoder;

/** What the engine knows of a venue: one small class in each venue's package, and a line in {@code Venues}. */
public interface VenueAdapter {
    /** Returns the venues that speak so. */
    List<Venue> venues();

    /** Returns what they speak, the default first. */
    List<String> protocols();

    /**
     * Returns the settings with what was left out.
     *
     * @throws IllegalArgumentException if they want what the venue does not know; the message names the key
     */
    FeedSettings complete(FeedSettings settings);

    /** Tells whether frames are binary, by complete settings, so that a capture of them is no text. */
    default boolean isBinary(FeedSettings settings) {
        return false;
    }

    /** Returns a feed that is not connected yet, by complete settings. */
    Feed feed(FeedSettings settings, FeedContext context);

    /** Returns what turns recorded frames into events, on the caller's thread; it fetches nothing. */
    VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher);
}
