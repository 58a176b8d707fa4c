package org.millrace.bench.liquidations;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.MetricId;

/** Hours of made-up liquidations that come in waves, encoded afresh for whoever takes them. */
final class PastHours {
    /** 2024-01-01, UTC. */
    static final long START_SECONDS = 1_704_067_200;

    private static final long START_NS = START_SECONDS * 1_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long PUBLISHED_NS = 600_000_000_000L;
    private static final String VOLUME = "derivatives/futures_liquidated_volume_";
    private static final int SERIES = 4;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MetricEncoder metric = new MetricEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private final long[] ids = {
        MetricId.of("market/price_usd_close"),
        MetricId.of(VOLUME + "long_relative"),
        MetricId.of(VOLUME + "long_sum"),
        MetricId.of(VOLUME + "short_sum")
    };
    private final double[][] values;

    PastHours(int count) {
        values = new double[count][];
        SplittableRandom random = new SplittableRandom(1);
        double price = 40_000;
        for (int hour = 0; hour < count; hour++) {
            double wave = StrictMath.sin(hour / 40.0) + 0.5 * StrictMath.sin(hour / 17.0);
            double longs = StrictMath.exp(2 + wave + 3 * random.nextDouble());
            double shorts = StrictMath.exp(2 - wave + 3 * random.nextDouble());
            price *= 1 + (random.nextDouble() - 0.5) / 100;
            values[hour] = new double[] {price, longs / (longs + shorts), longs, shorts};
        }
    }

    int count() {
        return values.length;
    }

    /** Returns a value of an hour: price, share of longs, longs or shorts. */
    double value(int hour, int series) {
        return values[hour][series];
    }

    /** Sends what is told of an hour, then the tick from which on it may count. */
    void send(int hour, EventConsumer to) {
        for (int series = 0; series < SERIES; series++) {
            metric(hour, series, to);
        }
        tick(hour, to);
    }

    /** Sends each series from its beginning to its end, as a feed does that has just been started. */
    void sendBySeries(int hours, EventConsumer to) {
        tick(hours - 1, to);
        for (int series = 0; series < SERIES; series++) {
            for (int hour = 0; hour < hours; hour++) {
                metric(hour, series, to);
            }
        }
    }

    private void metric(int hour, int series, EventConsumer to) {
        metric.wrapAndApplyHeader(buffer, 0, header);
        long start = START_NS + hour * HOUR_NS;
        int venueFlags = EventPrefix.venueFlags(Venue.GLASSNODE.value(), 0);
        EventPrefix.writeInput(buffer, 0, start, start + HOUR_NS, 1, venueFlags);
        metric.metricId(ids[series]).value(values[hour][series]).resolution(3_600);
        to.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + MetricEncoder.BLOCK_LENGTH);
    }

    private void tick(int hour, EventConsumer to) {
        tick.wrapAndApplyHeader(buffer, 0, header);
        long now = START_NS + (hour + 1) * HOUR_NS + PUBLISHED_NS;
        EventPrefix.writeInput(buffer, 0, now, now, 0, 0);
        to.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
    }
}
