package org.millrace.gateway.latest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.support.AllocationMeter;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

class AnalyticsAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final long MINUTE = 60_000_000_000L;

    private final LatestValues latest = new LatestValues();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.MAX_LENGTH]);
    private final double[] values = new double[60];
    private final FeatureMessages features =
            new FeatureMessages((message, length) -> onMessage(message, length)).valuesPerMessage(20);
    private long minute;
    private int number;

    @Test
    void shouldKeepFeaturesWithoutAllocating() {
        UnsafeBuffer[] run = new UnsafeBuffer[3];
        int[] lengths = new int[3];
        new FeatureMessages((message, length) -> {
                    byte[] bytes = new byte[message.capacity()];
                    message.getBytes(0, bytes);
                    run[number] = new UnsafeBuffer(bytes);
                    lengths[number++] = length;
                })
                .valuesPerMessage(20)
                .features(1, 1, MINUTE, values);
        Runnable keep = () -> {
            for (int i = 0; i < run.length; i++) {
                onMessage(run[i], lengths[i]);
            }
        };
        for (int i = 0; i < WARM_UP; i++) {
            keep.run();
        }

        assertEquals(0, AllocationMeter.bytesOf(keep));
    }

    @Test
    void shouldSayHowMuchASetMayTake() {
        UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
        int[] lengths = new int[1];
        new FeatureMessages((bytes, length) -> {
                    message.putBytes(0, bytes, 0, length);
                    lengths[0] = length;
                })
                .valuesPerMessage(21)
                .features(1, 1, MINUTE, new double[21]);

        long allocated = AllocationMeter.bytesOf(() -> {
            FeatureSeries series = new FeatureSeries(1, 300);
            series.onMessage(message, 0, lengths[0]);
            series.onMessage(message, 0, lengths[0]); // the run before stays until this one is whole
        });

        assertEquals(1.025, (double) FeatureSeries.bytes(300, 21) / allocated, 0.025);
        assertEquals(
                768 * FeatureSeries.bytes(300, 21), // so many streams, those of the shortest bars first
                FeatureTable.bytes(List.of("1s", "5s"), 21, 9_999));
    }

    @Test
    void shouldKeepTheNewestRowsOfAllThatCame() {
        for (int i = 0; i < 100; i++) {
            values[59] = i;
            features.features(1, 1, minute++ * MINUTE, values);
        }
        features.define(1, 1, "main", "unused");

        assertEquals(
                99.0,
                latest.analytics().features().newest(1).get(0).row().values().get(59));
    }

    private void onMessage(UnsafeBuffer message, int length) {
        FanOutFrame.write(
                frame, 0, FanOutFrame.channelAndNumber(Channels.of(message, 0), ++number), message, 0, length);
        latest.onFrame(frame, 0);
    }
}
