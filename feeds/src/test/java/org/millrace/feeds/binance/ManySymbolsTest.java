package org.millrace.feeds.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.StandingVenue;

/** Subscribes to more than one connection may carry, and changes that while it runs. */
@Timeout(300)
class ManySymbolsTest {
    private static final List<String> STREAMS = List.of("trade", "bookTicker", "depth@100ms", "kline_1m");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<SimulatedInstrument> markets = StandingVenue.many(400);
    private final List<String> symbols =
            markets.stream().map(SimulatedInstrument::symbol).toList();
    private final LiveBooks books = new LiveBooks();
    private final Simulator simulator =
            new Simulator(StandingVenue.markets(0, 1, markets), new SystemEpochNanoClock()).start();
    private BinanceConnector feed;

    @AfterEach
    void close() {
        feed.close();
        simulator.close();
    }

    @Test
    void shouldSpreadOverConnectionsWhoseEndsDisturbTheirOwnSymbolsOnly() {
        start(symbols);
        awaitBooks(400);
        assertThat(books.count(FeedReason.SUBSCRIBED)).isEqualTo(2);

        assertThat(simulator.counters().violations()).isZero();
        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isEqualTo(2);
        assertThat(feed.decoderCounters().get(FeedCounter.SNAPSHOTS)).isEqualTo(400);

        simulator.cutNewest(SimulatedProtocol.BINANCE);
        awaitBooks(400 + 144);
        assertThat(books.count(FeedReason.SUBSCRIBED)).isEqualTo(3);

        assertThat(books.count(FeedReason.REMOTE_CLOSE)).isEqualTo(1 + 2 * 144); // of the connection, trades, books
        assertThat(feed.decoderCounters().get(FeedCounter.SNAPSHOTS)).isEqualTo(400 + 144);
        assertThat(books.count(FeedReason.GAP)).isZero();
    }

    @Test
    void shouldAddAndRemoveSymbolsOnLivingConnectionsAndLeaveOthersAlone() {
        start(symbols.subList(0, 250));
        awaitBooks(250);

        feed.symbols(Stream.concat(symbols.subList(5, 250).stream(), symbols.subList(250, 270).stream())
                .toList());
        await().until(() -> books.count(FeedReason.UNSUBSCRIBED) == 10);
        await().until(() -> {
            simulator.advance(SECOND);
            return feed.decoderCounters().get(FeedCounter.SNAPSHOTS) == 270;
        });

        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isEqualTo(2);
        assertThat(feed.sessionCounters().get(SessionCounter.SYMBOLS_ADDED)).isEqualTo(20);
        assertThat(feed.sessionCounters().get(SessionCounter.SYMBOLS_REMOVED)).isEqualTo(5);
        assertThat(books.count(FeedReason.REMOTE_CLOSE)).isZero();
        assertThat(books.count(FeedReason.GAP)).isZero();
        assertThat(feed.decoderCounters().get(FeedCounter.REJECTED)).isZero();
    }

    private void awaitBooks(int count) {
        await().until(() -> {
            simulator.advance(SECOND);
            return feed.decoderCounters().get(FeedCounter.SNAPSHOTS) >= count;
        });
    }

    private void start(List<String> wanted) {
        String host = "127.0.0.1:" + simulator.port();
        FeedSettings settings = new FeedSettings(
                Venue.SIMULATOR,
                "json",
                "ws://" + host,
                "http://" + host,
                wanted,
                STREAMS,
                100,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                new SessionBuilder().impatient().build());
        feed = new BinanceConnector(
                settings,
                new FeedContext(
                        new Instruments(),
                        new RecordingPublisher(books),
                        new SystemEpochNanoClock(),
                        FrameTap.NONE,
                        new VenueBudgets(),
                        LostBooks.NONE));
        feed.start();
    }
}
