package org.millrace.engine.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.venue.MetricId;
import org.millrace.gateway.metrics.Metrics;

class LiquidationAgesTest {
    private static final String PRICE = "market/price_usd_close";
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long NOON_NS = 1_704_110_400_000_000_000L; // 2024-01-01T12:00:00Z
    private static final List<FeedSettings> BTC = List.of(FeedSettings.of(Venue.GLASSNODE, List.of("BTC")));

    private final AtomicLong nowNs = new AtomicLong(NOON_NS + 30 * MINUTE_NS);
    private final KnownSeries known = new KnownSeries();
    private final Instruments instruments = new Instruments();
    private final Metrics metrics = new Metrics();
    private LiquidationAges ages;

    @BeforeEach
    void make() {
        LiveFeeds.Sink sink = new LiveFeeds.Sink(
                instruments,
                () -> {
                    throw new IllegalStateException("publishes nothing");
                },
                feed -> FrameTap.NONE,
                nowNs::get,
                LostBooks.NONE,
                known);
        ages = new LiquidationAges(sink, Duration.ofMinutes(10));
    }

    @Test
    void shouldTellHowLongAgoTheNewestHourBegan() {
        ages.of(BTC, metrics);
        tell("BTC", PRICE, 9);
        tell("BTC", PRICE, 10);

        assertThat(minutes("BTC")).isEqualTo(150);
        tell("BTC", PRICE, 11);
        assertThat(minutes("BTC")).isEqualTo(90);
    }

    @Test
    void shouldTakeForNewsOnlyPricesOfHoursThatAreOver() {
        ages.of(BTC, metrics);
        tell("BTC", PRICE, 9);
        tell("BTC", PRICE, 12); // goes on
        tell("BTC", "derivatives/futures_liquidated_volume_long_sum", 11);
        tell("ETH", PRICE, 11);

        assertThat(minutes("BTC")).isEqualTo(210);
    }

    @Test
    void shouldGrowFromTheHourThatWasDueWhereNothingIsEverKnown() {
        nowNs.set(NOON_NS + 5 * MINUTE_NS); // 11:00 is over, and not out yet
        ages.of(BTC, metrics);
        double before = minutes("BTC");
        nowNs.set(NOON_NS + 5 * HOUR_NS);

        assertThat(before).isEqualTo(125);
        assertThat(minutes("BTC")).isEqualTo(7 * 60);
    }

    @Test
    void shouldTellNothingOfAnAssetThatNobodyAsksFor() {
        FeedSettings ether = FeedSettings.of(Venue.GLASSNODE, List.of("ETH"));
        ages.of(List.of(ether, FeedSettings.of(Venue.BINANCE, List.of("BTCUSDT"))), metrics);
        tell("BTC", PRICE, 11);
        tell("ETH", PRICE, 11);
        List<Double> first = List.of(minutes("ETH"), minutes("BTC"), minutes("BTCUSDT"));

        ages.of(BTC, metrics);

        assertThat(first).containsExactly(90.0, Double.NaN, Double.NaN);
        assertThat(List.of(minutes("ETH"), minutes("BTC"))).containsExactly(Double.NaN, 90.0);
    }

    private double minutes(String asset) {
        return ages.seconds(asset) / 60;
    }

    private void tell(String asset, String metric, int hour) {
        ExpandableArrayBuffer event = new ExpandableArrayBuffer();
        UnsafeBuffer symbol = new UnsafeBuffer(asset.getBytes(UTF_8));
        int id = instruments.resolve(Venue.GLASSNODE.value(), symbol, 0, symbol.capacity());
        MetricEncoder encoder = new MetricEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        encoder.metricId(MetricId.of(metric)).value(42_000).resolution(3_600);
        EventPrefix.writeInput(
                event, 0, NOON_NS + (hour - 12) * HOUR_NS, 0, id, EventPrefix.venueFlags(Venue.GLASSNODE.value(), 0));
        known.put(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + MetricEncoder.BLOCK_LENGTH);
    }
}
