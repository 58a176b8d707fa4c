package org.millrace.feeds.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.StandingVenue;
import org.millrace.feeds.support.StatusRecorder;
import org.millrace.feeds.support.TestClock;
import org.millrace.feeds.support.TextDecoder;

@Timeout(300)
class BinanceConnectorTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    private static final Duration TENTH = Duration.ofMillis(100);

    private final TestClock clock = new TestClock();
    private final StatusRecorder statuses = new StatusRecorder();
    private Simulator simulator;
    private TextDecoder decoder;
    private BinanceConnector feed;

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @Test
    void shouldKeepBooksEqualToTheVenuesWhateverGoesWrong() {
        start(
                new SystemEpochNanoClock(),
                SYMBOLS,
                new SessionBuilder().impatient().build());
        SplittableRandom random = new SplittableRandom(4);
        Misbehaviour[] kinds = {
            Misbehaviour.GAP,
            Misbehaviour.DUPLICATE,
            Misbehaviour.OUT_OF_ORDER,
            Misbehaviour.GARBAGE,
            Misbehaviour.DISCONNECT,
            Misbehaviour.CROSSED_BOOK,
            Misbehaviour.REST_FAILURE
        };

        for (int round = 0; round < 25; round++) {
            simulator.misbehave(kinds[round % kinds.length], SYMBOLS.get(random.nextInt(SYMBOLS.size())));
            simulator.advance(TENTH.multipliedBy(1 + random.nextInt(20)));
            SYMBOLS.forEach(this::awaitEqualBook);
        }

        assertThat(decoder.resyncs()).isGreaterThanOrEqualTo(5);
        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isGreaterThanOrEqualTo(4);
        assertThat(simulator.counters().violations()).isZero();
    }

    @Test
    void shouldPublishEveryStepOfAConnection() {
        start(clock, SYMBOLS, SessionSettings.DEFAULTS);
        awaitEqualBook("BTCUSDT");

        simulator.misbehave(Misbehaviour.DISCONNECT, "");
        await().until(() -> statuses.count("DISCONNECTED") == 1);
        clock.advance(Duration.ofSeconds(1));
        awaitEqualBook("BTCUSDT");
        feed.close();

        assertThat(statuses.texts())
                .isEqualTo(List.of(
                        "1 CONNECTING STARTED",
                        "1 SYNCING CONNECTED",
                        "1 LIVE SUBSCRIBED",
                        "1 DISCONNECTED REMOTE_CLOSE",
                        "2 CONNECTING NONE",
                        "2 SYNCING CONNECTED",
                        "2 LIVE SUBSCRIBED",
                        "2 DISCONNECTED SHUTDOWN"));
    }

    @Test
    void shouldKeepTheVenuesLimitsWhenSubscribing() {
        List<SimulatedInstrument> many = StandingVenue.many(333);
        List<String> symbols = many.stream().map(SimulatedInstrument::symbol).toList();
        start(StandingVenue.markets(0, 1, many), clock, symbols, SessionSettings.DEFAULTS);
        await().until(() -> simulator.counters().subscribeRequests() == 4);

        clock.advance(Duration.ofMillis(1_100));
        await().until(() -> simulator.counters().subscribeRequests() == 6);

        assertThat(simulator.counters().largestSubscribe()).isEqualTo(198);
        assertThat(simulator.counters().violations()).isZero();
    }

    @Test
    void shouldAnswerPingsWithTheirPayload() {
        start(clock, SYMBOLS, SessionSettings.DEFAULTS);
        awaitEqualBook("BTCUSDT");

        clock.advance(Duration.ofSeconds(20));
        await().until(() -> simulator.counters().pongs() == 1);
        clock.advance(Duration.ofSeconds(20));
        await().until(() -> simulator.counters().pongs() == 2);
    }

    @Test
    void shouldLoseNothingWhileTheRingIsFull() {
        start(clock, SYMBOLS, SessionSettings.DEFAULTS);
        awaitEqualBook("BTCUSDT");
        int before = decoder.frames();

        decoder.full(true);
        simulator.advance(Duration.ofSeconds(20));
        await().until(() -> feed.sessionCounters().get(SessionCounter.BACK_PRESSURE) > 0);
        int meanwhile = decoder.frames();
        decoder.full(false);
        awaitEqualBook("BTCUSDT");

        assertThat(meanwhile).isEqualTo(before);
        assertThat(decoder.resyncs()).isZero();
        assertThat(statuses.count("BACK_PRESSURE")).isEqualTo(1);
    }

    @Test
    void shouldReplaceAnOldConnectionWithoutAHole() {
        start(
                clock,
                SYMBOLS,
                new SessionBuilder().silenceLimit(Duration.ofDays(2)).build());
        awaitEqualBook("BTCUSDT");

        clock.advance(SessionSettings.DEFAULTS.plannedReconnect());
        await().until(() -> {
            simulator.advance(TENTH);
            clock.advance(TENTH);
            return feed.sessionCounters().get(SessionCounter.PLANNED_RECONNECTS) == 1;
        });
        awaitEqualBook("BTCUSDT");

        assertThat(decoder.resyncs()).isZero();
        assertThat(statuses.texts())
                .endsWith(
                        "2 CONNECTING PLANNED_RECONNECT",
                        "2 SYNCING CONNECTED",
                        "2 LIVE PLANNED_RECONNECT",
                        "2 LIVE SUBSCRIBED",
                        "1 DISCONNECTED PLANNED_RECONNECT");
    }

    @Test
    void shouldReplaceAConnectionWhoseEndIsAnnounced() {
        start(clock, SYMBOLS, SessionSettings.DEFAULTS);
        awaitEqualBook("BTCUSDT");

        simulator.misbehave(Misbehaviour.SHUTDOWN_NOTICE, "");
        await().until(() -> {
            simulator.advance(TENTH);
            clock.advance(TENTH);
            return feed.sessionCounters().get(SessionCounter.PLANNED_RECONNECTS) == 1;
        });
        awaitEqualBook("BTCUSDT");

        assertThat(decoder.resyncs()).isZero();
        assertThat(statuses.texts()).contains("1 DISCONNECTED PLANNED_RECONNECT");
        assertThat(statuses.count("DISCONNECTED")).isEqualTo(1);
    }

    @Test
    void shouldGiveUpASilentConnection() {
        start(clock, SYMBOLS, SessionSettings.DEFAULTS);
        awaitEqualBook("BTCUSDT");

        clock.advance(SessionSettings.DEFAULTS.silenceLimit());
        await().until(() -> statuses.count("DISCONNECTED") == 1);

        assertThat(statuses.texts()).endsWith("1 STALE SILENT", "1 DISCONNECTED SILENT");
    }

    @Test
    void shouldStopKnockingAtAVenueThatKeepsFailing() throws IOException {
        int port = freePort();
        feed = feed("ws://127.0.0.1:" + port, clock, SYMBOLS, SessionSettings.DEFAULTS);
        feed.start();

        for (int failures = 1; failures <= 5; failures++) {
            int expected = failures;
            await().until(() -> statuses.count("DISCONNECTED CONNECT_FAILED") == expected);
            clock.advance(Duration.ofSeconds(30));
        }
        simulator = new Simulator(StandingVenue.markets(port, 1), clock).start();
        clock.advance(Duration.ofMillis(30_001));
        await().until(() -> statuses.count("6 SYNCING CONNECTED") == 1);
        awaitEqualBook("BTCUSDT");
        clock.advance(Duration.ofSeconds(59));
        simulator.advance(TENTH);
        awaitEqualBook("BTCUSDT");
        clock.advance(Duration.ofSeconds(1));
        await().until(() -> statuses.count("CIRCUIT_CLOSED") == 1);

        assertThat(statuses.texts().subList(9, statuses.texts().size()))
                .isEqualTo(List.of(
                        "5 CONNECTING NONE",
                        "5 DISCONNECTED CONNECT_FAILED",
                        "5 CIRCUIT_OPEN CIRCUIT_OPENED",
                        "5 CONNECTING CIRCUIT_HALF_OPEN",
                        "6 CONNECTING NONE",
                        "6 SYNCING CONNECTED",
                        "6 LIVE SUBSCRIBED",
                        "6 LIVE CIRCUIT_CLOSED"));
    }

    private void start(EpochNanoClock feedClock, List<String> symbols, SessionSettings session) {
        start(StandingVenue.markets(0, 1), feedClock, symbols, session);
    }

    private void start(
            SimulatorSettings markets, EpochNanoClock feedClock, List<String> symbols, SessionSettings session) {
        simulator = new Simulator(markets, clock).start();
        feed = feed("ws://127.0.0.1:" + simulator.port(), feedClock, symbols, session);
        feed.start();
        await().until(() -> statuses.count("CONNECTED") == 1);
    }

    private BinanceConnector feed(String url, EpochNanoClock feedClock, List<String> symbols, SessionSettings session) {
        return new BinanceConnector(
                StandingVenue.feed(url, symbols, List.of("trade", "bookTicker", "depth@100ms"), session),
                new FeedContext(
                        new Instruments(), statuses, feedClock, FrameTap.NONE, new VenueBudgets(), LostBooks.NONE),
                requester -> {
                    decoder = new TextDecoder(requester);
                    return decoder;
                });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitEqualBook(String symbol) {
        StandingVenue.awaitBook(simulator, symbol, Duration.ofMillis(5), own -> decoder.book(symbol)
                .equals(own.lastUpdateId() + " " + own.lines()));
    }
}
