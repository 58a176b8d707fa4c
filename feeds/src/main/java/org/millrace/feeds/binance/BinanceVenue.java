package org.millrace.feeds.binance;

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

/** Binance, Binance.US, Binance's USDⓈ-M futures, and the simulator, which speaks as the first does. */
public final class BinanceVenue implements VenueAdapter {
    static final String SBE = "sbe";

    private static final String JSON = "json";
    private static final String SBE_STREAM = "trade|bestBidAsk|depth|depth20";
    private static final List<String> SBE_STREAMS = List.of("trade", "bestBidAsk", "depth");
    private static final int MAX_DEPTH = 5_000;
    private static final int MAX_SYMBOL_LENGTH = 32;
    private static final String STREAM = "trade|aggTrade|bookTicker|depth(5|10|20)?(@100ms)?|kline_[0-9]{1,2}[smhdwM]";
    private static final String PARTIAL_DEPTH = "depth(5|10|20).*";
    private static final List<String> STREAMS = List.of("trade", "bookTicker", "depth@100ms");

    @Override
    public List<Venue> venues() {
        return List.of(Venue.BINANCE, Venue.BINANCE_US, Venue.BINANCE_USDM, Venue.SIMULATOR);
    }

    @Override
    public List<String> protocols() {
        return List.of(JSON, SBE);
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        FeedSettings complete = at(settings);
        boolean isBinary = isBinary(complete);
        require(
                !isBinary || complete.venue() == Venue.BINANCE,
                "feeds.protocol",
                complete.protocol(),
                "json: only binance speaks sbe");
        String known = isBinary ? SBE_STREAM : STREAM;
        for (String symbol : complete.symbols()) {
            require(isSymbol(symbol), "feeds.symbols", symbol, "letters and digits, 32 at most");
        }
        for (String stream : complete.streams()) {
            String expected =
                    isBinary ? "trade, bestBidAsk, depth or depth20" : "a stream's name, as trade or depth@100ms";
            require(stream.matches(known), "feeds.streams", stream, expected);
            boolean isPartial = stream.matches(PARTIAL_DEPTH);
            require(
                    !isPartial || complete.venue() != Venue.BINANCE_USDM,
                    "feeds.streams",
                    stream,
                    "none of first levels: those of futures look like changes of the book");
        }
        int depth = complete.snapshotDepth();
        require(depth <= MAX_DEPTH, "feeds.snapshot-depth", depth, "1 to 5000");
        return complete;
    }

    @Override
    public boolean isBinary(FeedSettings settings) {
        return settings.protocol().equals(SBE);
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        return new BinanceConnector(settings, context);
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return new BinanceFeed(settings.venue().value(), resolver, publisher, SnapshotRequester.NONE)
                .showingFirstLevels(true);
    }

    private static FeedSettings at(FeedSettings settings) {
        return switch (settings.venue()) {
            case BINANCE_US -> settings.or(JSON, "wss://stream.binance.us:9443", "https://api.binance.us", STREAMS);
            case BINANCE_USDM -> settings.or(JSON, "wss://fstream.binance.com", "https://fapi.binance.com", STREAMS);
            default ->
                settings.protocol().equals(SBE)
                        ? settings.or(
                                SBE, "wss://stream-sbe.binance.com", "https://data-api.binance.vision", SBE_STREAMS)
                        : settings.or(
                                JSON, "wss://data-stream.binance.vision", "https://data-api.binance.vision", STREAMS);
        };
    }

    private static boolean isSymbol(String symbol) {
        return symbol.length() <= MAX_SYMBOL_LENGTH && symbol.chars().allMatch(Character::isLetterOrDigit);
    }
}
