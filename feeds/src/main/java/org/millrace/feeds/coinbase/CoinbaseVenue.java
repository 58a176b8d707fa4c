package org.millrace.feeds.coinbase;

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

/** Coinbase by the Exchange feed, and by Advanced Trade. */
public final class CoinbaseVenue implements VenueAdapter {
    static final String EXCHANGE = "exchange";
    static final String ADVANCED = "advanced";

    private static final int MAX_SYMBOL_LENGTH = 32;
    private static final String EXCHANGE_STREAM = "matches|ticker|level2|level2_batch|heartbeat";
    private static final String ADVANCED_STREAM = "market_trades|ticker|level2|candles|heartbeats";
    private static final List<String> EXCHANGE_STREAMS = List.of("matches", "ticker", "level2_batch", "heartbeat");
    private static final List<String> ADVANCED_STREAMS = List.of("market_trades", "ticker", "level2", "heartbeats");

    @Override
    public List<Venue> venues() {
        return List.of(Venue.COINBASE, Venue.COINBASE_ADVANCED);
    }

    @Override
    public List<String> protocols() {
        return List.of(EXCHANGE, ADVANCED);
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        boolean isAdvanced = isAdvanced(settings);
        FeedSettings complete = isAdvanced
                ? settings.or(
                        ADVANCED, "wss://advanced-trade-ws.coinbase.com", "https://api.coinbase.com", ADVANCED_STREAMS)
                : settings.or(
                        EXCHANGE,
                        "wss://ws-feed.exchange.coinbase.com",
                        "https://api.exchange.coinbase.com",
                        EXCHANGE_STREAMS);
        for (String symbol : complete.symbols()) {
            require(isSymbol(symbol), "feeds.symbols", symbol, "letters, digits and dashes, 32 at most");
        }
        for (String symbol : complete.symbols()) {
            boolean isTwice = isAdvanced && complete.symbols().contains(symbol + "C") && symbol.endsWith("-USD");
            require(!isTwice, "feeds.symbols", symbol + " and " + symbol + "C", "one of them: both have one book");
        }
        String streams = isAdvanced ? ADVANCED_STREAM : EXCHANGE_STREAM;
        for (String stream : complete.streams()) {
            require(stream.matches(streams), "feeds.streams", stream, "one of " + streams.replace("|", ", "));
        }
        return complete;
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        return new CoinbaseConnector(settings, context, CoinbaseKeys.of(settings.keyFile(), System.getenv()));
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return new CoinbaseFeed(
                        settings.venue().value(), isAdvanced(settings), resolver, publisher, SnapshotRequester.NONE)
                .recorded();
    }

    private static boolean isAdvanced(FeedSettings settings) {
        return settings.protocol().isEmpty()
                ? settings.venue() == Venue.COINBASE_ADVANCED
                : settings.protocol().equals(ADVANCED);
    }

    private static boolean isSymbol(String symbol) {
        return symbol.length() <= MAX_SYMBOL_LENGTH
                && symbol.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c));
    }
}
