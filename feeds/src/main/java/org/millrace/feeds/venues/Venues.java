package org.millrace.feeds.venues;

import java.util.List;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.alpaca.AlpacaHistory;
import org.millrace.feeds.alpaca.AlpacaVenue;
import org.millrace.feeds.binance.BinanceHistory;
import org.millrace.feeds.binance.BinanceVenue;
import org.millrace.feeds.coinbase.CoinbaseHistory;
import org.millrace.feeds.coinbase.CoinbaseVenue;
import org.millrace.feeds.glassnode.GlassnodeHistory;
import org.millrace.feeds.glassnode.GlassnodeVenue;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.kraken.KrakenHistory;
import org.millrace.feeds.kraken.KrakenVenue;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;
import org.millrace.feeds.yahoo.YahooHistory;
import org.millrace.feeds.yahoo.YahooVenue;

/** All venues; a new one is a line here. */
public final class Venues {
    private static final List<VenueAdapter> ALL = List.of(
            new AlpacaVenue(),
            new BinanceVenue(),
            new CoinbaseVenue(),
            new KrakenVenue(),
            new YahooVenue(),
            new GlassnodeVenue());

    private static final List<VenueHistory> HISTORIES = List.of(
            new AlpacaHistory(),
            new BinanceHistory(),
            new CoinbaseHistory(),
            new KrakenHistory(),
            new YahooHistory(),
            new GlassnodeHistory());

    private Venues() {}

    /** Returns the venues that a feed can be of. */
    public static List<Venue> known() {
        return ALL.stream().flatMap(adapter -> adapter.venues().stream()).toList();
    }

    /**
     * Returns how a venue is spoken to.
     *
     * @throws IllegalArgumentException if it is none of {@link #known}
     */
    public static VenueAdapter of(Venue venue) {
        return ALL.stream()
                .filter(adapter -> adapter.venues().contains(venue))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("feeds.venue: " + venue + ", expected one of " + known()));
    }

    /**
     * Returns settings with what was left out, as the venue has it.
     *
     * @throws IllegalArgumentException if they want what the venue does not know; the message names the key
     */
    public static FeedSettings complete(FeedSettings settings) {
        return of(settings.venue(), settings.protocol()).complete(settings);
    }

    /**
     * Returns what turns a venue's recorded frames into events.
     *
     * @param protocol of the recording; empty: the venue's first
     * @throws IllegalArgumentException if the venue does not speak so
     */
    public static VenueDecoder decoder(
            Venue venue, String protocol, InstrumentResolver resolver, EventPublisher publisher) {
        FeedSettings settings = FeedSettings.of(venue, List.of("any")).speaking(protocol);
        return of(venue, protocol).decoder(settings, resolver, publisher);
    }

    /**
     * Returns how a venue is spoken to by a protocol.
     *
     * @param protocol empty: the venue's first
     * @throws IllegalArgumentException if the venue does not speak so
     */
    public static VenueAdapter of(Venue venue, String protocol) {
        VenueAdapter adapter = of(venue);
        boolean isSpoken = protocol.isEmpty() || adapter.protocols().contains(protocol);
        Settings.require(isSpoken, "feeds.protocol", protocol, String.join(" or ", adapter.protocols()));
        return adapter;
    }

    /**
     * Returns what a venue can be asked for of its past.
     *
     * @throws IllegalArgumentException if it gives none
     */
    public static VenueHistory history(Venue venue) {
        return HISTORIES.stream()
                .filter(history -> history.venues().contains(venue))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--venue: " + venue + ", expected one of "
                        + HISTORIES.stream()
                                .flatMap(history -> history.venues().stream())
                                .toList()));
    }
}
