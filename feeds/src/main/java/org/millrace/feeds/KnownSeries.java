package org.millrace.feeds;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/**
 * The newest bars and observations of each polled series that the line has taken, so that a feed that starts goes on
 * where the one before it stopped. The line's last thread writes, feeds read at their start.
 */
public final class KnownSeries {
    /** How many events of a series are kept: more than polls overlap by. */
    public static final int KEPT = 16;

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::instrumentId)
            .thenComparingLong(Key::metricId)
            .thenComparingLong(Key::seconds);

    private final Map<Key, TreeMap<Long, byte[]>> events = new TreeMap<>(ORDER);
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final MetricDecoder metric = new MetricDecoder();

    /** A series; of a metric the number and resolution, of bars the timeframe. */
    private record Key(int instrumentId, long metricId, long seconds) {}

    /** Keeps an event, in the place of what was said of the same period; one that is no bar or observation is none. */
    public synchronized void put(DirectBuffer buffer, int offset, int length) {
        int id = EventPrefix.instrumentId(buffer, offset);
        switch (EventPrefix.templateId(buffer, offset)) {
            case VenueBarDecoder.TEMPLATE_ID -> {
                bar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
                put(new Key(id, -1, bar.timeframe()), bar.startTime(), buffer, offset, length);
            }
            case MetricDecoder.TEMPLATE_ID -> {
                metric.wrap(buffer, offset + HEADER, MetricDecoder.BLOCK_LENGTH, MetricDecoder.SCHEMA_VERSION);
                long start = EventPrefix.eventTime(buffer, offset);
                put(new Key(id, metric.metricId(), metric.resolution()), start, buffer, offset, length);
            }
            default -> {
                // makes no series
            }
        }
    }

    /** Hands over what is kept, each series oldest first. */
    public synchronized void forEach(EventConsumer consumer) {
        for (TreeMap<Long, byte[]> series : events.values()) {
            for (byte[] event : series.values()) {
                consumer.onEvent(new UnsafeBuffer(event), 0, event.length);
            }
        }
    }

    private void put(Key key, long start, DirectBuffer buffer, int offset, int length) {
        TreeMap<Long, byte[]> series = events.computeIfAbsent(key, unknown -> new TreeMap<>());
        byte[] event = new byte[length];
        buffer.getBytes(offset, event);
        series.put(start, event);
        if (series.size() > KEPT) {
            series.pollFirstEntry();
        }
    }
}
