package org.millrace.feeds.simulator;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.FrameShapes;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.StandingVenue;

@Timeout(300)
class KrakenShapesTest {
    private static final Pattern V2_KIND =
            Pattern.compile("\"(?:channel|method)\":\"([a-z]+)\"(?:,\"type\":\"([a-z]+)\")?");
    /** From the venue's reference of "Get Order Book". */
    private static final String DEPTH = "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"asks\":[%s],\"bids\":[%s]}}}";

    private static final String ASKS = "[\"30384.10000\",\"2.059\",1688671659],[\"30387.90000\",\"1.500\",1688671380],"
            + "[\"30393.70000\",\"9.871\",1688671261]";
    private static final String BIDS = "[\"30297.00000\",\"1.115\",1688671636],[\"30296.70000\",\"2.002\",1688671674],"
            + "[\"30289.80000\",\"5.001\",1688671673]";

    private static final Pattern LEVEL = Pattern.compile("\\[\"([0-9.]+)\",\"([0-9.]+)\",[0-9]+]");
    private static final Pattern V1_EVENT = Pattern.compile("\"event\":\"([A-Za-z]+)\"");
    private static final Pattern V1_DATA = Pattern.compile("\"(book|trade|ticker)[-0-9]*\",\"[A-Z]+/[A-Z]+\"]$");

    @Test
    void shouldWriteV2AsRecorded() {
        FrameShapes recorded = new FrameShapes(KrakenShapesTest::v2Kind)
                .add(Captures.frames("kraken/v2-book25-btcusd-20260802"))
                .add(Captures.frames("kraken/v2-book25-xrpusd-20260802"));

        FrameShapes simulated = new FrameShapes(KrakenShapesTest::v2Kind).add(frames("v2", List.of("book")));

        assertThat(simulated.kinds())
                .isEqualTo(Set.of("status update", "subscribe", "book snapshot", "book update", "heartbeat"));
        simulated.assertLike(recorded);
    }

    @Test
    void shouldWriteV1AsRecorded() {
        FrameShapes recorded = new FrameShapes(KrakenShapesTest::v1Kind)
                .add(Captures.frames("kraken/v1-book1000-20210405"))
                .add(Captures.frames("kraken/v1-trade-20210405"))
                .add(Captures.frames("kraken/v1-ticker-20210405"));

        FrameShapes simulated =
                new FrameShapes(KrakenShapesTest::v1Kind).add(frames("v1", List.of("book", "trade", "ticker")));

        assertThat(simulated.kinds())
                .isEqualTo(Set.of(
                        "systemStatus",
                        "subscriptionStatus",
                        "heartbeat",
                        "book snapshot",
                        "book update",
                        "trade",
                        "ticker"));
        simulated.assertLike(recorded);
    }

    @Test
    void shouldAnswerBooksAsDocumented() throws Exception {
        FrameShapes documented = new FrameShapes(body -> "depth") // both sides are written alike
                .add(List.of(DEPTH.formatted(ASKS, BIDS), DEPTH.formatted(BIDS, ASKS)));
        try (Simulator simulator = new Simulator(StandingVenue.markets(0, 5), SimulatedFeed::quickTime).start()) {
            simulator.advance(Duration.ofSeconds(5));
            String answer = ask(simulator, "Depth?pair=XBTUSDT&count=40");

            new FrameShapes(body -> "depth")
                    .add(List.of(answer.replace("XBTUSDT", "XXBTZUSD")))
                    .assertLike(documented);
            assertThat(levels(answer))
                    .isEqualTo(rounded(simulator.book("BTCUSDT").lines(), 40));
            assertThat(levels(ask(simulator, "Depth?pair=XBTUSDT"))).hasSize(200);
        }
    }

    @Test
    void shouldRefuseWithStatus200() throws Exception {
        try (Simulator simulator = new Simulator(StandingVenue.markets(0, 5), () -> 0L).start()) {
            assertThat(ask(simulator, "Depth?pair=XXX")).isEqualTo("{\"error\":[\"EQuery:Unknown asset pair\"]}");
            assertThat(ask(simulator, "Depth?pair=XBTUSDT&count=501"))
                    .isEqualTo("{\"error\":[\"EGeneral:Invalid arguments:count\"]}");
            simulator.misbehave(Misbehaviour.REST_FAILURE, "");
            assertThat(ask(simulator, "Depth?pair=XBTUSDT")).isEqualTo("{\"error\":[\"EService:Unavailable\"]}");
            assertThat(ask(simulator, "Depth?pair=XBTUSDT")).startsWith("{\"error\":[],\"result\":{\"XBTUSDT\":");
            for (int i = 4; i < 60; i++) {
                ask(simulator, "Time");
            }
            assertThat(ask(simulator, "Time")).isEqualTo("{\"error\":[\"EAPI:Rate limit exceeded\"]}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v1"})
    void shouldShowBarsToWhoSubscribesToThem(String protocol) {
        Spoken spoken =
                new Spoken(Venue.KRAKEN, protocol, List.of("ohlc-1"), 10, each -> pair(each, protocol.equals("v1")));
        Set<String> bars = ConcurrentHashMap.newKeySet();
        RecordingPublisher ring = new RecordingPublisher((buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == VenueBarDecoder.TEMPLATE_ID) {
                VenueBarDecoder bar =
                        new VenueBarDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                bars.add(EventPrefix.instrumentId(buffer, offset) + " " + bar.timeframe() + " "
                        + bar.startTime() % MINUTES.toNanos(1));
            }
        });
        try (SimulatedFeed feed = new SimulatedFeed(spoken, 3, new Instruments(), ring, LostBooks.NONE)) {
            await().until(() -> feed.frames().stream()
                            .filter(frame -> frame.contains("\"ohlc\"") && frame.contains("subscri"))
                            .count()
                    == 3);
            feed.simulator.advance(Duration.ofSeconds(60));

            await().until(() -> bars.equals(Set.of("1 60 0", "2 60 0", "3 60 0")));
        }
    }

    private static String ask(Simulator simulator, String what) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + simulator.port(SimulatedProtocol.KRAKEN) + "/0/public/" + what);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    /** Returns the levels of an answer, asks first, without their times. */
    private static List<String> levels(String answer) {
        return LEVEL.matcher(answer)
                .results()
                .map(level -> level.group(1) + "|" + level.group(2))
                .toList();
    }

    /** Returns the best levels of a book, asks first, as this venue states them. */
    private static List<String> rounded(List<String> lines, int depth) {
        return Stream.of("A|", "B|")
                .flatMap(side ->
                        lines.stream().filter(line -> line.startsWith(side)).limit(depth))
                .map(line -> line.split("\\|"))
                .map(level -> new BigDecimal(level[1]).setScale(5) + "|"
                        + new BigDecimal(level[2]).setScale(3, RoundingMode.HALF_UP))
                .toList();
    }

    /** Returns what a client hears in a minute of the markets. */
    private static List<String> frames(String protocol, List<String> streams) {
        LiveBooks books = new LiveBooks();
        Spoken spoken = new Spoken(Venue.KRAKEN, protocol, streams, 25, each -> pair(each, protocol.equals("v1")));
        try (SimulatedFeed feed =
                new SimulatedFeed(spoken, 3, new Instruments(), new RecordingPublisher(books), LostBooks.NONE)) {
            await().until(() -> !books.book(1).isEmpty()
                    && !books.book(2).isEmpty()
                    && !books.book(3).isEmpty());
            feed.simulator.advance(Duration.ofSeconds(60));
            await().until(() -> feed.frames().stream().anyMatch(frame -> frame.contains("\"heartbeat")));
            return feed.frames();
        }
    }

    private static String pair(SimulatedInstrument each, boolean isOld) {
        return (isOld && each.baseAsset().equals("BTC") ? "XBT" : each.baseAsset()) + "/" + each.quoteAsset();
    }

    private static String v2Kind(String frame) {
        Matcher kind = V2_KIND.matcher(frame);
        if (!kind.find() || kind.group(1).equals("instrument") || frame.contains("\"channel\":\"instrument\"")) {
            return ""; // was not recorded
        }
        return kind.group(2) == null ? kind.group(1) : kind.group(1) + " " + kind.group(2);
    }

    private static String v1Kind(String frame) {
        Matcher event = V1_EVENT.matcher(frame);
        if (event.find()) {
            return event.group(1);
        }
        Matcher data = V1_DATA.matcher(frame);
        if (!data.find()) {
            return "";
        }
        boolean isBook = data.group(1).equals("book");
        return !isBook ? data.group(1) : frame.contains("\"as\"") ? "book snapshot" : "book update";
    }
}
