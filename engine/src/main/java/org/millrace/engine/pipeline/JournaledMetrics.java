package org.millrace.engine.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;

/** What JournalIn knows of the hourly metrics of an asset: the newest value of each hour, and what time it is there. */
public final class JournaledMetrics implements EventConsumer {
    private static final int BATCHES = 64;
    private static final int HOUR_SECONDS = 3_600;

    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final Map<Long, Map<Long, Double>> byMetric = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MetricDecoder metric = new MetricDecoder();
    private final SnapshotMarkerDecoder marker = new SnapshotMarkerDecoder();
    private final String symbol;
    private long firstKnownNs;
    private long lastTickNs;
    private long lastSnapshotId;

    JournaledMetrics(String symbol) {
        this.symbol = symbol;
    }

    /**
     * Reads the journal of inputs of a data directory, where there is one; its end is repaired as at a start.
     *
     * @param symbol of the asset, as Glassnode calls it
     * @throws org.millrace.journal.JournalException if it cannot be used
     */
    public static JournaledMetrics read(Path data, JournalSettings settings, String symbol) {
        JournaledMetrics metrics = new JournaledMetrics(symbol);
        Path folder = data.resolve(JournalSettings.IN);
        if (Files.isDirectory(folder)) {
            try (Journal journal = Journal.open(folder, settings);
                    JournalReader reader = journal.reader()) {
                int events;
                do {
                    events = reader.poll(metrics, BATCHES);
                } while (events > 0);
            }
        }
        return metrics;
    }

    /** Returns what was said of an hour last; NaN: nothing. */
    double value(long metricId, long startNs) {
        return byMetric.getOrDefault(metricId, Map.of()).getOrDefault(startNs, Double.NaN);
    }

    /** Returns the newest hour of which all these metrics are known, UTC ns; 0: there is none. */
    long newestComplete(Collection<Long> metricIds) {
        Map<Long, Double> first = byMetric.getOrDefault(metricIds.iterator().next(), Map.of());
        return first.keySet().stream()
                .filter(start -> metricIds.stream().noneMatch(id -> Double.isNaN(value(id, start))))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** Returns the time of the newest tick; 0: there is none. */
    long lastTickNs() {
        return lastTickNs;
    }

    /** Returns where its time stands: at the newest tick, or right before the first value; 0: it has neither. */
    long timeNs() {
        return lastTickNs == 0 && firstKnownNs != 0 ? firstKnownNs - 1 : lastTickNs;
    }

    /** Returns a time for what the engine itself publishes: this one, but later than before. */
    long clockAt(long timeNs) {
        return Math.max(timeNs, lastSnapshotId + SECONDS.toNanos(1));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case MetricDecoder.TEMPLATE_ID -> onMetric(buffer, offset);
            case ClockTickDecoder.TEMPLATE_ID ->
                lastTickNs = Math.max(lastTickNs, EventPrefix.eventTime(buffer, offset));
            case SnapshotMarkerDecoder.TEMPLATE_ID ->
                lastSnapshotId = Math.max(
                        lastSnapshotId,
                        marker.wrapAndApplyHeader(buffer, offset, header).snapshotId());
            default -> instruments.onEvent(buffer, offset, length);
        }
    }

    private void onMetric(DirectBuffer buffer, int offset) {
        metric.wrapAndApplyHeader(buffer, offset, header);
        Instrument instrument = instruments.apply(EventPrefix.instrumentId(buffer, offset));
        boolean isOurs = instrument != null
                && instrument.venue() == Venue.GLASSNODE
                && instrument.symbol().equals(symbol)
                && metric.resolution() == HOUR_SECONDS;
        if (isOurs) {
            firstKnownNs = firstKnownNs == 0 ? EventPrefix.receiveTime(buffer, offset) : firstKnownNs;
            byMetric.computeIfAbsent(metric.metricId(), id -> new HashMap<>())
                    .put(EventPrefix.eventTime(buffer, offset), metric.value());
        }
    }
}
