package org.millrace.feeds.alpaca;

import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import java.util.stream.Stream;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;

/** Alpaca's shares and crypto. Wants keys, which stand in the environment or in a file, never in the settings. */
public final class AlpacaVenue implements VenueAdapter {
    static final String BOOKS = "orderbooks";

    private static final String MSGPACK = "msgpack";
    private static final int MAX_SYMBOL_LENGTH = 32;
    private static final String STREAM = "trades|quotes|bars|updatedBars|dailyBars";
    private static final String SHARE_STREAM = STREAM + "|statuses";
    private static final String CRYPTO_STREAM = STREAM + "|" + BOOKS;
    private static final List<String> TEST_STREAMS = List.of("trades", "quotes", "bars");
    private static final List<String> SHARE_STREAMS = List.of("trades", "quotes", "bars", "updatedBars", "statuses");
    private static final List<String> CRYPTO_STREAMS = List.of("trades", "quotes", "bars", "updatedBars", BOOKS);

    @Override
    public List<Venue> venues() {
        return List.of(Venue.ALPACA);
    }

    @Override
    public List<String> protocols() {
        return List.of("json", MSGPACK);
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        AlpacaMarket market = AlpacaMarket.of(settings);
        FeedSettings complete = settings.or(
                        "json", "wss://stream.data.alpaca.markets", "https://data.alpaca.markets", usualStreams(market))
                .lasting();
        for (String symbol : complete.symbols()) {
            boolean isCrypto = AlpacaResolver.isCrypto(symbol);
            require(isSymbol(symbol), "feeds.symbols", symbol, "letters, digits, dots and slashes, 32 at most");
            require(isCrypto == market.isOfCrypto(), "feeds.symbols", symbol, "all crypto, or all shares");
        }
        String streams = market.isOfCrypto() ? CRYPTO_STREAM : SHARE_STREAM;
        for (String stream : complete.streams()) {
            require(
                    stream.equals(market.name()) || stream.matches(streams),
                    "feeds.streams",
                    stream,
                    "one market, and of " + streams.replace("|", ", "));
        }
        boolean isAllNames = complete.streams().stream().allMatch(AlpacaMarket::isName);
        return isAllNames ? complete.streaming(named(market)) : complete;
    }

    @Override
    public boolean isBinary(FeedSettings settings) {
        return speaksMsgpack(settings);
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        return new AlpacaConnector(settings, context, AlpacaRequest.authenticate(ApiKeys.of(settings.keyFile())));
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return AlpacaFeed.recorded(settings.venue().value(), resolver, publisher);
    }

    static AlpacaFeed feed(
            FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher, SnapshotRequester requester) {
        int venue = settings.venue().value();
        return speaksMsgpack(settings)
                ? AlpacaFeed.msgpack(venue, resolver, publisher, requester)
                : AlpacaFeed.json(venue, resolver, publisher, requester);
    }

    static boolean speaksMsgpack(FeedSettings settings) {
        return settings.protocol().equals(MSGPACK);
    }

    private static List<String> usualStreams(AlpacaMarket market) {
        if (market.isOfCrypto()) {
            return CRYPTO_STREAMS;
        }
        return market.isOfShares() ? SHARE_STREAMS : TEST_STREAMS;
    }

    private static List<String> named(AlpacaMarket market) {
        return Stream.concat(Stream.of(market.name()), usualStreams(market).stream())
                .toList();
    }

    private static boolean isSymbol(String symbol) {
        return symbol.length() <= MAX_SYMBOL_LENGTH
                && symbol.chars().allMatch(c -> c == '.' || c == '/' || Character.isLetterOrDigit(c));
    }
}
