package org.millrace.feeds.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.ScriptedVenue;
import org.millrace.feeds.support.SessionBuilder;

/** Speaks the venue's first protocol, which tells by REST what its pairs are. */
@Timeout(300)
class KrakenV1ConnectorTest {
    private static final String PAIRS = "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"altname\":\"XBTUSD\","
            + "\"wsname\":\"XBT/USD\",\"base\":\"XXBT\",\"quote\":\"ZUSD\",\"pair_decimals\":1,\"lot_decimals\":8,"
            + "\"fees\":[[0,0.4]],\"tick_size\":\"0.1\"}}}";
    private static final String CONFIRMED =
            "{\"channelID\":1,\"channelName\":\"trade\",\"event\":\"subscriptionStatus\","
                    + "\"pair\":\"XBT/USD\",\"status\":\"subscribed\",\"subscription\":{\"name\":\"trade\"}}";
    private static final String TRADE =
            "[1,[[\"58729.40000\",\"0.10000000\",\"1700000000.123456\",\"b\",\"m\",\"\"]],\"trade\",\"XBT/USD\"]";

    private final Instruments instruments = new Instruments();
    private final LiveBooks events = new LiveBooks();
    private final ScriptedVenue venue =
            new ScriptedVenue("/", message -> List.of(CONFIRMED)).answer(AssetPairs.PATH, PAIRS);
    private Feed feed;

    @AfterEach
    void close() {
        feed.close();
        venue.close();
    }

    @Test
    void shouldAskWhatPairsAreAndLeaveOutThoseThatAreNot() {
        start("XBT/USD", "NONE/USD");
        await().until(() -> venue.received().size() == 1);
        await().until(() -> {
            venue.send(TRADE);
            return feed.decoderCounters().get(FeedCounter.TRADES) > 0;
        });
        await().until(() -> events.count(FeedReason.SUBSCRIBED) == 1);

        assertThat(venue.received())
                .containsExactly(
                        "{\"event\":\"subscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"trade\"}}");
        assertThat(instruments.instrument(1).symbol()).isEqualTo("XBT/USD");
        assertThat(instruments.instrument(1).priceExponent()).isEqualTo(-1);
        assertThat(events.count(FeedReason.REFUSED)).isEqualTo(2);
    }

    private void start(String... symbols) {
        String host = "://127.0.0.1:" + venue.port();
        FeedSettings settings = new FeedSettings(
                Venue.KRAKEN,
                "v1",
                "ws" + host,
                "http" + host,
                List.of(symbols),
                List.of("trade"),
                10,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                new SessionBuilder().impatient().build());
        feed = new KrakenVenue()
                .feed(
                        settings,
                        new FeedContext(
                                instruments,
                                new RecordingPublisher(events),
                                new SystemEpochNanoClock(),
                                FrameTap.NONE,
                                new VenueBudgets(),
                                LostBooks.NONE));
        feed.start();
    }
}
