package org.millrace.feeds.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

/** The streamer against a venue that does everything wrong: nothing is numbered, so that what is lost is not missed. */
@Timeout(180)
class YahooDrillTest {
    private static final List<String> MARKETS = List.of("BTCUSDT", "ETHUSDT", "ADAUSDT");
    private static final List<String> SYMBOLS =
            List.of("BTC", "ETH", "ADA", "BTC-USDT"); // one whose market never closes
    private static final List<Misbehaviour> KINDS = List.of(
            Misbehaviour.DISCONNECT,
            Misbehaviour.GAP,
            Misbehaviour.GARBAGE,
            Misbehaviour.DUPLICATE,
            Misbehaviour.OUT_OF_ORDER,
            Misbehaviour.STALE);

    private final DrillTally tally = new DrillTally();
    private final Simulator simulator = new Simulator(StandingVenue.markets(0, 11), Drill::quickTime).start();
    private Feed feed;

    @AfterEach
    void close() {
        feed.close();
        simulator.close();
    }

    @Test
    void shouldKeepTellingOfEachPriceOnce() {
        start();
        Map<Integer, Integer> marks = new HashMap<>();

        new Drill(
                        simulator,
                        SimulatedProtocol.YAHOO,
                        MARKETS,
                        tally,
                        (id, symbol) -> tally.tradesOf(id) > marks.getOrDefault(id, 0))
                .withoutBooks(() -> List.of(1, 2, 3).forEach(id -> marks.put(id, tally.tradesOf(id))))
                .run(5, KINDS);

        assertThat(tally.doubled()).isZero();
        assertThat(tally.books.count(RejectReason.MALFORMED)).isPositive();
    }

    private void start() {
        Instruments instruments = new Instruments();
        SYMBOLS.forEach(symbol -> instruments.define(symbol, -8, 0));
        String authority = "127.0.0.1:" + simulator.port(SimulatedProtocol.YAHOO);
        YahooVenue venue = new YahooVenue();
        FeedSettings settings = venue.complete(new FeedSettings(
                Venue.YAHOO,
                "stream",
                "ws://" + authority,
                "http://" + authority,
                SYMBOLS,
                List.of(),
                1_000,
                FeedTimeUnit.MILLISECOND,
                "",
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
