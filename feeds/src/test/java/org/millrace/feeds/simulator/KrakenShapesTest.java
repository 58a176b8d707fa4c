package org.millrace.feeds.simulator;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.FrameShapes;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;

@Timeout(60)
class KrakenShapesTest {
    private static final Pattern V2_KIND =
            Pattern.compile("\"(?:channel|method)\":\"([a-z]+)\"(?:,\"type\":\"([a-z]+)\")?");
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
