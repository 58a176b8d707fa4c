package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedBook;
import org.millrace.feeds.support.Drill;
import org.millrace.feeds.support.DrillTally;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.StandingVenue;

/** Binance's other protocols against a venue that does everything wrong. */
@Timeout(180)
class BinanceDrillTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "ADAUSDT");
    private static final int FUTURES_IDS = 3; // of each update of the market

    private final DrillTally tally = new DrillTally();
    private final Instruments instruments = new Instruments()
            .define("BTCUSDT", -8, -8)
            .define("ETHUSDT", -8, -8)
            .define("ADAUSDT", -8, -8);
    private final Simulator simulator = new Simulator(StandingVenue.markets(0, 11), Drill::quickTime).start();
    private BinanceConnector feed;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        feed.close();
        simulator.close();
    }

    @Test
    void shouldKeepBinaryBooksAndTrades() throws IOException {
        Path keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keys, "BINANCE_API_KEY=key".getBytes(UTF_8));
        start(SimulatedProtocol.BINANCE_SBE, Venue.BINANCE, BinanceVenue.SBE, keys.toString());

        drill(SimulatedProtocol.BINANCE_SBE, 1).run(1, Drill.ANYTHING);

        assertThat(tally.books.tradesToldMissing()).isEqualTo(tally.books.tradesMissing());
        assertThat(tally.books.count(FeedReason.GAP)).isPositive();
    }

    @Test
    void shouldKeepBooksAndTradesOfFutures() {
        start(SimulatedProtocol.BINANCE_USDM, Venue.BINANCE_USDM, "json", "");

        drill(SimulatedProtocol.BINANCE_USDM, FUTURES_IDS).run(2, Drill.ANYTHING);

        assertThat(tally.books.tradesToldMissing()).isEqualTo(tally.books.tradesMissing());
        assertThat(tally.books.count(FeedReason.GAP)).isPositive();
        assertThat(tally.books.count(RejectReason.MALFORMED)).isPositive();
    }

    private Drill drill(SimulatedProtocol protocol, int idsAnUpdate) {
        return new Drill(simulator, protocol, SYMBOLS, tally, (id, symbol) -> {
            SimulatedBook own = simulator.book(symbol);
            return tally.books.book(id).equals(own.lastUpdateId() * idsAnUpdate + " " + own.lines());
        });
    }

    private void start(SimulatedProtocol protocol, Venue venue, String spoken, String keyFile) {
        String authority = "127.0.0.1:" + simulator.port(protocol);
        FeedSettings settings = new BinanceVenue()
                .complete(new FeedSettings(
                        venue,
                        spoken,
                        "ws://" + authority,
                        "http://" + authority,
                        SYMBOLS,
                        List.of(),
                        1_000,
                        FeedTimeUnit.MILLISECOND,
                        keyFile,
                        Duration.ZERO,
                        Drill.session()));
        feed = new BinanceConnector(
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
