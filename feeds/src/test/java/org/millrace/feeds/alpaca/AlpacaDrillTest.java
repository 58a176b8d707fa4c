package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.Drill;
import org.millrace.feeds.support.DrillTally;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.StandingVenue;

/**
 * Alpaca against a venue that does everything wrong that can be seen: nothing numbers its books and trades, so that one
 * which is lost, or comes late, is not missed.
 */
@Timeout(180)
class AlpacaDrillTest {
    private static final List<String> MARKETS = List.of("BTCUSDT", "ETHUSDT", "ADAUSDT");
    private static final List<String> CRYPTO = List.of("BTC/USDT", "ETH/USDT", "ADA/USDT");
    private static final List<String> SHARES = List.of("BTC", "ETH", "ADA");
    private static final List<Misbehaviour> SEEN = List.of(
            Misbehaviour.DISCONNECT,
            Misbehaviour.GARBAGE,
            Misbehaviour.TRADE_GAP,
            Misbehaviour.DUPLICATE,
            Misbehaviour.REST_FAILURE,
            Misbehaviour.STALE);

    private final DrillTally tally = new DrillTally();
    private final Simulator simulator = new Simulator(StandingVenue.markets(0, 11), Drill::quickTime).start();
    private Feed feed;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        feed.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void shouldKeepBooksAndTradesOfCrypto(String protocol) throws IOException {
        start(protocol, CRYPTO);

        new Drill(simulator, SimulatedProtocol.ALPACA, MARKETS, tally, (id, symbol) -> tally.books
                        .book(id)
                        .equals("0 " + simulator.book(symbol).lines()))
                .run(3, SEEN);

        assertThat(tally.doubled()).isZero();
        assertThat(tally.books.count(RejectReason.DUPLICATE)).isPositive();
        assertThat(tally.books.count(RejectReason.MALFORMED)).isPositive();
    }

    @Test
    void shouldKeepTradesOfShares() throws IOException {
        start("json", SHARES);
        Map<Integer, Integer> marks = new HashMap<>();

        new Drill(
                        simulator,
                        SimulatedProtocol.ALPACA,
                        MARKETS,
                        tally,
                        (id, symbol) -> tally.tradesOf(id) > marks.getOrDefault(id, 0))
                .withoutBooks(() -> List.of(1, 2, 3).forEach(id -> marks.put(id, tally.tradesOf(id))))
                .run(4, SEEN);

        assertThat(tally.doubled()).isZero();
        assertThat(tally.books.count(FeedReason.HALTED)).isPositive();
        assertThat(tally.books.count(FeedReason.RESUMED)).isPositive();
    }

    private void start(String protocol, List<String> symbols) throws IOException {
        Path keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keys, "APCA_API_KEY_ID=id\nAPCA_API_SECRET_KEY=secret\n".getBytes(UTF_8));
        Instruments instruments = new Instruments();
        symbols.forEach(symbol -> instruments.define(symbol, -8, -8));
        String authority = "127.0.0.1:" + simulator.port(SimulatedProtocol.ALPACA);
        boolean isCrypto = symbols.equals(CRYPTO);
        AlpacaVenue venue = new AlpacaVenue();
        FeedSettings settings = venue.complete(new FeedSettings(
                Venue.ALPACA,
                protocol,
                "ws://" + authority,
                "http://" + authority,
                symbols,
                isCrypto
                        ? List.of("us", "trades", "quotes", "orderbooks", "bars")
                        : List.of("iex", "trades", "quotes", "bars", "statuses"),
                1_000,
                FeedTimeUnit.MILLISECOND,
                keys.toString(),
                Duration.ZERO,
                Drill.session()));
        feed = venue.feed(
                settings,
                new FeedContext(
                        instruments,
                        new RecordingPublisher(tally),
                        Drill::quickTime,
                        FrameTap.NONE,
                        new VenueBudgets(),
                        LostBooks.NONE));
        feed.start();
    }
}
