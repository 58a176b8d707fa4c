package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.StatusRecorder;
import org.millrace.feeds.support.TestClock;

@Timeout(300)
class AlpacaConnectorTest {
    private static final String TRADE = "[{\"T\":\"t\",\"S\":\"AAPL\",\"i\":628,\"x\":\"K\",\"p\":162.92,\"s\":3,"
            + "\"c\":[\"@\"],\"z\":\"C\",\"t\":\"2023-04-06T11:54:26.838232225Z\"}]";
    private static final String CHANGE =
            "[{\"T\":\"o\",\"S\":\"BTC/USD\",\"t\":\"2023-04-06T11:54:27.5Z\",\"b\":[{\"p\":28000.1,\"s\":0}],\"a\":[]}]";
    private static final String AUTH =
            "{\"action\":\"auth\",\"key\":\"key of a test\",\"secret\":\"its \\\"secret\\\"\"}";

    private final TestClock clock = new TestClock();
    private final StatusRecorder statuses = new StatusRecorder();
    private final AlpacaServer venue = new AlpacaServer();

    @TempDir
    Path folder;

    private String keyFile;
    private Feed feed;

    @BeforeEach
    void writeKeys() throws IOException {
        Path file = folder.resolve("keys");
        Files.writeString(file, "APCA_API_KEY_ID=key of a test\nAPCA_API_SECRET_KEY=its \"secret\"\n", UTF_8);
        keyFile = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        venue.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void shouldShowItsKeysSubscribeAndDeliver(String protocol) {
        at("2023-04-06T14:00:00Z");
        start(protocol, List.of("AAPL"), List.of("sip", "trades", "bars"));

        await().until(() -> venue.requests.size() == 2);
        venue.send(TRADE);
        await().until(() -> feed.decoderCounters().get(FeedCounter.TRADES) == 1);

        assertThat(venue.types).containsExactly("/v2/sip application/" + protocol);
        assertThat(venue.requests)
                .containsExactly(AUTH, "{\"action\":\"subscribe\",\"trades\":[\"AAPL\"],\"bars\":[\"AAPL\"]}");
        await().until(() -> statuses.count("LIVE SUBSCRIBED") == 1);
        assertThat(feed.decoderCounters().get(FeedCounter.REJECTED)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"402", "404", "406", "409"})
    void shouldGiveUpAConnectionThatTheVenueRefuses(String code) {
        venue.refuse("{\"T\":\"error\",\"code\":" + code + ",\"msg\":\"auth failed\"}");
        start("json", List.of("AAPL"), List.of());

        await().until(() -> statuses.count("1 DISCONNECTED VENUE_ERROR") == 1);
        venue.refuse("");
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> venue.requests.size() == 3);
    }

    @Test
    void shouldNotTakeASilentNightForADeadFeed() {
        at("2023-04-07T02:00:00Z");
        start("json", List.of("AAPL"), List.of());

        await().until(() -> statuses.count("LIVE SUBSCRIBED") == 1);
        clock.advance(Duration.ofHours(8));
        venue.send(TRADE);
        await().until(() -> feed.decoderCounters().get(FeedCounter.TRADES) == 1);

        assertThat(statuses.texts())
                .filteredOn(text -> !text.equals("1 LIVE CLOCK"))
                .containsExactly("1 CONNECTING STARTED", "1 SYNCING CONNECTED", "1 LIVE SUBSCRIBED");
    }

    @Test
    void shouldGiveUpAConnectionThatIsSilentInTradingHours() {
        at("2023-04-06T14:00:00Z");
        start("json", List.of("AAPL"), List.of());
        await().until(() -> venue.requests.size() == 2);
        venue.send(TRADE);
        await().until(() -> statuses.count("LIVE SUBSCRIBED") == 1);

        clock.advance(Duration.ofSeconds(60));

        await().until(() -> statuses.count("1 DISCONNECTED SILENT") == 1);
    }

    @Test
    void shouldSubscribeAnewToABookWithoutSnapshot() {
        start("json", List.of("BTC/USD"), List.of("orderbooks"));
        await().until(() -> venue.requests.size() == 2);

        venue.send(CHANGE);
        await().until(() -> venue.requests.size() == 4);

        assertThat(venue.types).containsExactly("/v1beta3/crypto/us application/json");
        assertThat(venue.requests.subList(2, 4))
                .containsExactly(
                        "{\"action\":\"unsubscribe\",\"orderbooks\":[\"BTC/USD\"]}",
                        "{\"action\":\"subscribe\",\"orderbooks\":[\"BTC/USD\"]}");
    }

    @Test
    void shouldConnectAgainAfterACut() {
        start("msgpack", List.of("FAKEPACA"), List.of());
        await().until(() -> venue.requests.size() == 2);

        venue.drop();
        await().until(() -> statuses.count("1 DISCONNECTED") == 1);
        clock.advance(Duration.ofSeconds(1));

        await().until(() -> venue.requests.size() == 4);
        assertThat(venue.types).containsExactly("/v2/test application/msgpack", "/v2/test application/msgpack");
    }

    private void start(String protocol, List<String> symbols, List<String> streams) {
        AlpacaVenue alpaca = new AlpacaVenue();
        FeedSettings wanted = new FeedSettings(
                Venue.ALPACA,
                protocol,
                venue.url(),
                "",
                symbols,
                streams,
                1_000,
                FeedTimeUnit.MILLISECOND,
                keyFile,
                Duration.ZERO,
                SessionSettings.DEFAULTS);
        FeedContext context =
                new FeedContext(new Instruments(), statuses, clock, FrameTap.NONE, new VenueBudgets(), LostBooks.NONE);
        feed = alpaca.feed(alpaca.complete(wanted), context);
        feed.start();
    }

    private void at(String time) {
        clock.advance(Duration.ofNanos(Instant.parse(time).getEpochSecond() * 1_000_000_000L - clock.nanoTime()));
    }
}
