package org.millrace.feeds.venues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.alpaca.AlpacaFeed;
import org.millrace.feeds.binance.BinanceFeed;
import org.millrace.feeds.binance.SbeReading;
import org.millrace.feeds.coinbase.CoinbaseFeed;
import org.millrace.feeds.glassnode.GlassnodeFeed;
import org.millrace.feeds.kraken.KrakenFeed;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.FrameFuzz.Reading;
import org.millrace.feeds.support.FrameFuzz.Subject;
import org.millrace.feeds.support.FrameLines;
import org.millrace.feeds.support.FrameValues;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.support.MsgpackTree;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.yahoo.YahooFeed;
import org.millrace.feeds.yahoo.YahooReading;
import org.msgpack.core.MessagePackException;

/** All that venues speak: a feed of each, frames of every kind, and another's parser for them. */
@SuppressWarnings("ImmutableEnumChecker") // what its functions refer to does not change
enum FuzzedProtocol {
    BINANCE(FuzzedProtocol::binance, FuzzedProtocol::inJson, "BookUpdate", "Quote", "Trade", "VenueBar"),
    BINANCE_USDM(FuzzedProtocol::binance, FuzzedProtocol::inJson, "BookUpdate", "Quote", "Trade"),
    BINANCE_SBE(FuzzedProtocol::binance, FuzzedProtocol::inSbe, "BookUpdate", "Quote", "Trade"),
    COINBASE_EXCHANGE(
            (known, ring) -> new CoinbaseFeed(Venue.COINBASE.value(), false, known, ring, SnapshotRequester.NONE),
            FuzzedProtocol::inJson,
            "BookUpdate",
            "Quote",
            "Trade"),
    COINBASE_ADVANCED(
            (known, ring) ->
                    new CoinbaseFeed(Venue.COINBASE_ADVANCED.value(), true, known, ring, SnapshotRequester.NONE),
            FuzzedProtocol::inJson,
            "BookUpdate",
            "Quote",
            "Trade",
            "VenueBar"),
    KRAKEN(FuzzedProtocol::kraken, FuzzedProtocol::inJson, "BookUpdate", "Quote", "Trade", "VenueBar"),
    KRAKEN_V1(FuzzedProtocol::kraken, FuzzedProtocol::inKrakenV1, "BookUpdate", "Quote", "Trade", "VenueBar"),
    ALPACA(
            (known, ring) -> AlpacaFeed.json(Venue.ALPACA.value(), known, ring, SnapshotRequester.NONE),
            FuzzedProtocol::inJson,
            "BookUpdate",
            "Quote",
            "Trade",
            "TradeCorrection",
            "VenueBar"),
    ALPACA_MSGPACK(
            (known, ring) -> AlpacaFeed.msgpack(Venue.ALPACA.value(), known, ring, SnapshotRequester.NONE),
            FuzzedProtocol::inMessagePack,
            "BookUpdate",
            "Quote",
            "Trade",
            "TradeCorrection",
            "VenueBar"),
    YAHOO_CHART((known, ring) -> new YahooFeed(Venue.YAHOO, known, ring), null, "VenueBar"),
    YAHOO_STREAMER((known, ring) -> new YahooFeed(Venue.YAHOO, known, ring), null, "Metric", "Quote", "Trade"),
    GLASSNODE((known, ring) -> new GlassnodeFeed(Venue.GLASSNODE, known, ring), FuzzedProtocol::inAnswer, "Metric");

    private static final long CHART_NS = 1_790_948_640_000_000_000L;
    private static final long METRIC_NS = 1_791_417_600_000_000_000L;
    private static final BigDecimal RECEIVED = BigDecimal.ONE;
    private static final Pattern OF_BOOK = Pattern.compile("(?<=^BookUpdate \\d )\\d+| [AB][0-9.]+x0(?= |$)");
    private static final Pattern START_OF_BAR = Pattern.compile("(?<=^VenueBar \\d \\d{19}) (\\d+) (\\d+)s");
    private static final String BINANCE_SNAPSHOT =
            "{\"lastUpdateId\":100,\"bids\":[[\"61837.1\",\"0.5\"]],\"asks\":[[\"63950\",\"1\"]]}";

    private final BiFunction<Instruments, EventPublisher, VenueDecoder> feeds;
    private final Reading reading;
    private final String[] kinds;

    FuzzedProtocol(BiFunction<Instruments, EventPublisher, VenueDecoder> feeds, Reading reading, String... kinds) {
        this.feeds = feeds;
        this.reading = reading;
        this.kinds = kinds;
    }

    /** Returns a frame of every kind, in an order that makes books whole. */
    List<byte[]> frames() {
        String name = name().toLowerCase(Locale.ROOT);
        boolean isBinary = this == BINANCE_SBE || this == ALPACA_MSGPACK;
        return isBinary ? FrameLines.binary(name) : FrameLines.text(name);
    }

    /** Returns the kinds of events that come of the frames. */
    String[] kinds() {
        return kinds.clone();
    }

    /** Returns a feed that has told nothing. */
    Subject subject() {
        EventText events = new EventText();
        Instruments instruments = new Instruments();
        if (isYahoo()) {
            instruments.define("AAPL", -2, 0);
        }
        VenueDecoder feed = feeds.apply(instruments, new RecordingPublisher(events));
        events.take();
        return switch (this) {
            case YAHOO_CHART ->
                new Subject(feed, events, CHART_NS, "GET https://host/chart\t", (frame, event) -> new YahooReading(
                                instruments, 1)
                        .chart(frame).stream().anyMatch(line -> line.equals(YahooReading.valuesOf(event))));
            case YAHOO_STREAMER ->
                new Subject(feed, events, (frame, event) -> new YahooReading(instruments, 1)
                        .frame(frame)
                        .contains(event));
            case GLASSNODE ->
                new Subject(
                        feed, events, METRIC_NS, "GET https://host/v1/metrics/indicators/ssr?a=BTC&i=24h\t", reading);
            case KRAKEN, KRAKEN_V1 -> new Subject(feed, events, asInBook(reading));
            default -> new Subject(feed, events, reading);
        };
    }

    /** Returns frames that are refused wherever they are cut. */
    List<byte[]> prefixed() {
        return frames().stream()
                .filter(frame -> this != YAHOO_STREAMER || frame[0] == '{')
                .toList();
    }

    private boolean isYahoo() {
        return this == YAHOO_CHART || this == YAHOO_STREAMER;
    }

    private static VenueDecoder binance(Instruments known, EventPublisher ring) {
        BinanceFeed feed = new BinanceFeed(Venue.BINANCE.value(), known, ring, SnapshotRequester.NONE);
        hand("{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":98,\"u\":100,\"b\":[],\"a\":[]}", feed);
        UnsafeBuffer snapshot = new UnsafeBuffer(BINANCE_SNAPSHOT.getBytes(UTF_8));
        feed.onSnapshot("BTCUSDT", snapshot, 0, snapshot.capacity(), 1);
        return feed;
    }

    private static VenueDecoder kraken(Instruments known, EventPublisher ring) {
        return new KrakenFeed(Venue.KRAKEN.value(), known, ring, SnapshotRequester.NONE);
    }

    private static void hand(String frame, VenueDecoder feed) {
        UnsafeBuffer buffer = new UnsafeBuffer(frame.getBytes(UTF_8));
        feed.onFrame(buffer, 0, buffer.capacity(), 1);
    }

    private static boolean inJson(byte[] frame, String event) throws IOException {
        return FrameValues.of(LooseJson.read(frame)).add(RECEIVED).hold(event);
    }

    /** Of a bar, version 1 of Kraken's protocol says in seconds when it ends. */
    private static boolean inKrakenV1(byte[] frame, String event) throws IOException {
        Matcher bar = START_OF_BAR.matcher(event);
        if (!bar.find()) {
            return inJson(frame, event);
        }
        long end = NANOSECONDS.toSeconds(Long.parseLong(bar.group(1))) + Long.parseLong(bar.group(2));
        JsonNode told = LooseJson.read(frame).path(1).path(1);
        return new BigDecimal(told.asText()).longValue() == end && inJson(frame, bar.replaceFirst(""));
    }

    private static boolean inMessagePack(byte[] frame, String event) throws IOException {
        try {
            return FrameValues.of(MsgpackTree.read(frame)).add(RECEIVED).hold(event);
        } catch (MessagePackException e) {
            throw new IOException(e);
        }
    }

    private static boolean inSbe(byte[] frame, String event) {
        FrameValues values = new FrameValues();
        SbeReading.lines(frame).forEach(values::addNumbers);
        return values.hold(event);
    }

    /** Values of metrics are doubles, and their ids say what was asked for. */
    private static boolean inAnswer(byte[] frame, String event) throws IOException {
        String[] parts = event.split(" ", -1);
        List<JsonNode> numbers = new ArrayList<>();
        add(LooseJson.read(frame), numbers);
        return numbers.stream().anyMatch(number -> (number.asText() + "000000000").equals(parts[2]))
                && numbers.stream()
                        .anyMatch(number -> Double.toString(number.asDouble()).equals(parts[5]));
    }

    private static void add(JsonNode node, List<JsonNode> to) {
        node.forEach(each -> add(each, to));
        if (node.isNumber()) {
            to.add(node);
        }
    }

    /** Kraken's books have levels removed that fall out of them, and times that do not go back: of frames before. */
    private Reading asInBook(Reading of) {
        FrameValues before = new FrameValues();
        for (byte[] frame : frames()) {
            try {
                before.addAll(LooseJson.read(frame));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return (frame, event) -> {
            String ofFrame = OF_BOOK.matcher(event)
                    .replaceAll(match -> before.hold("of 1 " + match.group()) ? "" : match.group());
            before.addNumbers(event);
            return of.says(frame, ofFrame);
        };
    }
}
