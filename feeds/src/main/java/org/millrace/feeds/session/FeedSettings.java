package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import java.net.URI;
import java.util.List;
import org.millrace.codecs.sbe.Venue;

/**
 * One feed: a venue, where it is, and what is wanted of it.
 *
 * @param venue         under which its events appear
 * @param protocol      that it speaks: {@code json}
 * @param url           of its streams, {@code ws} or {@code wss}, without a path
 * @param restUrl       of its REST interface, {@code http} or {@code https}, without a path
 * @param symbols       the venue's own names
 * @param streams       of each symbol, as the venue names them: {@code trade}, {@code depth@100ms}, {@code kline_1m}
 * @param snapshotDepth levels a side that books begin with
 * @param timeUnit      that the venue's times are asked for in
 * @param session       how its connections are kept
 */
public record FeedSettings(
        Venue venue,
        String protocol,
        String url,
        String restUrl,
        List<String> symbols,
        List<String> streams,
        int snapshotDepth,
        FeedTimeUnit timeUnit,
        SessionSettings session) {

    /** Binance's public market data; no key is needed. */
    public static final FeedSettings DEFAULTS = new FeedSettings(
            Venue.BINANCE,
            "json",
            "wss://data-stream.binance.vision",
            "https://data-api.binance.vision",
            List.of("BTCUSDT"),
            List.of("trade", "bookTicker", "depth@100ms"),
            1_000,
            FeedTimeUnit.MILLISECOND,
            SessionSettings.DEFAULTS);

    private static final int MAX_STREAMS = 1_024;
    private static final int MAX_DEPTH = 5_000;
    private static final int MAX_SYMBOL_LENGTH = 32;
    private static final String STREAM = "trade|aggTrade|bookTicker|depth(@100ms)?|kline_[0-9]{1,2}[smhdwM]";

    public FeedSettings {
        require(protocol.equals("json"), "feeds.protocol", protocol, "json");
        require(isUrl(url, "ws", "wss"), "feeds.url", url, "ws://host or wss://host, with a port or without");
        require(isUrl(restUrl, "http", "https"), "feeds.rest-url", restUrl, "http://host or https://host");
        require(!symbols.isEmpty(), "feeds.symbols", symbols, "1 or more");
        for (String symbol : symbols) {
            require(isSymbol(symbol), "feeds.symbols", symbol, "letters and digits, 32 at most");
        }
        require(!streams.isEmpty(), "feeds.streams", streams, "1 or more");
        for (String stream : streams) {
            require(stream.matches(STREAM), "feeds.streams", stream, "a stream's name, as trade or depth@100ms");
        }
        int count = symbols.size() * streams.size();
        require(count <= MAX_STREAMS, "feeds.symbols", count + " streams", "at most 1024: make two feeds of it");
        require(snapshotDepth >= 1 && snapshotDepth <= MAX_DEPTH, "feeds.snapshot-depth", snapshotDepth, "1 to 5000");
        symbols = List.copyOf(symbols);
        streams = List.copyOf(streams);
    }

    /** Returns the same feed of a venue that is elsewhere. */
    public FeedSettings at(String streams, String rest) {
        return new FeedSettings(
                venue, protocol, streams, rest, symbols, this.streams, snapshotDepth, timeUnit, session);
    }

    private static boolean isSymbol(String symbol) {
        return !symbol.isEmpty()
                && symbol.length() <= MAX_SYMBOL_LENGTH
                && symbol.chars().allMatch(Character::isLetterOrDigit);
    }

    private static boolean isUrl(String text, String plain, String encrypted) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean schemeHolds = plain.equals(uri.getScheme()) || encrypted.equals(uri.getScheme());
        return schemeHolds && uri.getHost() != null && uri.getPath().isEmpty();
    }
}
