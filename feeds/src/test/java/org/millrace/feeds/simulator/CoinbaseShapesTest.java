package org.millrace.feeds.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.Venue;
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

@Timeout(300)
class CoinbaseShapesTest {
    private static final Pattern EXCHANGE_KIND = Pattern.compile("^\\{\"type\":\"([a-z0-9_]+)\"");
    private static final Pattern ADVANCED_KIND =
            Pattern.compile("^\\{\"channel\":\"([a-z0-9_]+)\".*?\"events\":\\[\\{(?:\"type\":\"([a-z]+)\")?");

    @Test
    void shouldWriteTheExchangeFeedAsRecorded() {
        FrameShapes recorded =
                new FrameShapes(CoinbaseShapesTest::exchangeKind).add(Captures.frames("coinbase/exchange-20210417-a"));
        List<String> frames = frames(
                new Spoken(Venue.COINBASE, "exchange", List.of(), Integer.MAX_VALUE, CoinbaseShapesTest::product));

        FrameShapes simulated = new FrameShapes(CoinbaseShapesTest::exchangeKind).add(frames);

        assertThat(simulated.kinds()).isEqualTo(Set.of("snapshot", "l2update", "ticker", "match", "last_match"));
        simulated.assertLike(recorded);
    }

    @Test
    void shouldWriteAdvancedTradeAsRecorded() {
        FrameShapes recorded = new FrameShapes(CoinbaseShapesTest::advancedKind)
                .add(Captures.frames("coinbase/advtrade-20260809-first60"));
        List<String> streams = List.of("market_trades", "ticker", "level2", "candles", "heartbeats");
        List<String> frames = frames(new Spoken(
                Venue.COINBASE_ADVANCED, "advanced", streams, Integer.MAX_VALUE, CoinbaseShapesTest::product));

        FrameShapes simulated = new FrameShapes(CoinbaseShapesTest::advancedKind).add(frames);

        assertThat(simulated.kinds())
                .isEqualTo(Set.of(
                        "market_trades snapshot",
                        "market_trades update",
                        "ticker snapshot",
                        "ticker update",
                        "l2_data snapshot",
                        "l2_data update",
                        "candles snapshot",
                        "candles update",
                        "heartbeats "));
        simulated.assertLike(recorded);
    }

    /** Returns what a client hears in a minute of the markets, halfway through which it is cut off. */
    private static List<String> frames(Spoken spoken) {
        LiveBooks books = new LiveBooks();
        try (SimulatedFeed feed =
                new SimulatedFeed(spoken, 3, new Instruments(), new RecordingPublisher(books), LostBooks.NONE)) {
            awaitBooks(books);
            feed.simulator.advance(Duration.ofSeconds(30));
            feed.simulator.misbehave(Misbehaviour.DISCONNECT, "");
            await().until(() -> feed.simulator.counters().connections() == 2);
            int before = feed.frames().size();
            awaitBooks(books);
            feed.simulator.advance(Duration.ofSeconds(30));
            await().until(() -> feed.frames().stream().skip(before).anyMatch(frame -> frame.contains("\"heartbeat")));
            return feed.frames();
        }
    }

    private static void awaitBooks(LiveBooks books) {
        await().until(() -> !books.book(1).isEmpty()
                && !books.book(2).isEmpty()
                && !books.book(3).isEmpty());
    }

    private static String product(SimulatedInstrument each) {
        return each.baseAsset() + "-" + each.quoteAsset();
    }

    private static String exchangeKind(String frame) {
        Matcher kind = EXCHANGE_KIND.matcher(frame);
        boolean isOther = !kind.find()
                || kind.group(1).equals("heartbeat")
                || kind.group(1).equals("subscriptions");
        return isOther
                ? ""
                : kind.group(1); // no heartbeat was recorded; what is confirmed depends on what was asked for
    }

    private static String advancedKind(String frame) {
        Matcher kind = ADVANCED_KIND.matcher(frame);
        if (!kind.find() || kind.group(1).equals("subscriptions")) {
            return ""; // channels in it depend on what was asked for
        }
        return kind.group(1) + " " + (kind.group(2) == null ? "" : kind.group(2));
    }
}
