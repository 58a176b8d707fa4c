package org.millrace.feeds.kraken;

import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;

/** Kraken, by {@code v2} or {@code v1}; recorded frames say themselves which they are of. */
public final class KrakenVenue implements VenueAdapter {
    private static final int MAX_SYMBOL_LENGTH = 32;
    private static final String SYMBOL = "[^/]+/[^/]+";
    private static final List<String> STREAMS = List.of("trade", "ticker", "book");
    private static final String STREAM = "trade|ticker|book|ohlc-(1|5|15|30|60|240|1440|10080|21600)";
    private static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1_000);

    @Override
    public List<Venue> venues() {
        return List.of(Venue.KRAKEN);
    }

    @Override
    public List<String> protocols() {
        return List.of("v2", "v1");
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        FeedSettings complete = settings.or("v2", "wss://ws.kraken.com", "https://api.kraken.com", STREAMS);
        for (String symbol : complete.symbols()) {
            boolean isPair = symbol.matches(SYMBOL) && symbol.length() <= MAX_SYMBOL_LENGTH;
            require(isPair, "feeds.symbols", symbol, "a pair as the protocol names it, as BTC/USD");
        }
        for (String stream : complete.streams()) {
            require(
                    stream.matches(STREAM),
                    "feeds.streams",
                    stream,
                    "trade, ticker, book, or ohlc- and minutes as 1, 5");
        }
        long lengths = complete.streams().stream().filter(Dialect::isOfBars).count();
        require(lengths <= 1, "feeds.streams", complete.streams(), "bars of one length at most");
        int depth = complete.snapshotDepth();
        require(DEPTHS.contains(depth), "feeds.snapshot-depth", depth, "10, 25, 100, 500 or 1000");
        return complete;
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        return new KrakenConnector(settings, context);
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return new KrakenFeed(settings.venue().value(), resolver, publisher, SnapshotRequester.NONE);
    }
}
