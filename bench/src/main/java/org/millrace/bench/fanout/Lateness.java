package org.millrace.bench.fanout;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.millrace.bench.client.MessageListener;
import org.millrace.codecs.EventPrefix;

/**
 * Records how long after it was due each message came; the time that it was due is its event's. Written by the thread that
 * receives, and read when that one has ended.
 */
final class Lateness implements MessageListener {
    private static final int PACKET_HEADER = 16;
    private static final int FRAME_HEADER = 8;
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final Histogram histogram = new Histogram(HIGHEST_NS, 2);
    private long nowNs;
    private volatile boolean recording;

    @Override
    public void onRead() {
        nowNs = System.nanoTime();
    }

    @Override
    public void onMessage(DirectBuffer payload, int offset, int length) {
        if (!recording) {
            return;
        }
        for (int frame = PACKET_HEADER; frame + FRAME_HEADER <= length; ) {
            long dueNs = EventPrefix.eventTime(payload, offset + frame + FRAME_HEADER);
            histogram.recordValue(Math.min(Math.max(0, nowNs - dueNs), HIGHEST_NS));
            frame += payload.getShort(offset + frame, LITTLE_ENDIAN) & 0xFFFF;
        }
    }

    @Override
    public void onRoundEnd() {}

    /** Records from now on, or not. */
    void record(boolean now) {
        recording = now;
    }

    /** Returns a percentile in ns. */
    double percentile(double percent) {
        return histogram.getValueAtPercentile(percent);
    }

    /** Returns messages recorded. */
    long count() {
        return histogram.getTotalCount();
    }
}
