package org.millrace.engine.history;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.feeds.history.KnownRows;
import org.millrace.feeds.history.RowKind;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;

/** Finds in JournalIn how far earlier imports have come. */
public final class JournaledRows implements EventConsumer {
    private static final int BATCHES = 64;

    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final KnownRows known = new KnownRows();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final MetricDecoder metric = new MetricDecoder();
    private final SnapshotMarkerDecoder marker = new SnapshotMarkerDecoder();
    private long lastSnapshotId;

    private JournaledRows() {}

    /**
     * Reads the journal of inputs of a data directory, where there is one; its end is repaired as at a start.
     *
     * @throws org.millrace.journal.JournalException if it cannot be used
     */
    public static JournaledRows read(Path data, JournalSettings settings) {
        JournaledRows rows = new JournaledRows();
        Path folder = data.resolve(JournalSettings.IN);
        if (!Files.isDirectory(folder)) {
            return rows;
        }
        try (Journal journal = Journal.open(folder, settings);
                JournalReader reader = journal.reader()) {
            int events;
            do {
                events = reader.poll(rows, BATCHES);
            } while (events > 0);
        }
        return rows;
    }

    /** Returns what the journal has. */
    public KnownRows known() {
        return known;
    }

    /** Returns a time for what the engine itself publishes: that of the first new row, but later than before. */
    public long clockAt(long firstTime) {
        return Math.max(firstTime, lastSnapshotId + SECONDS.toNanos(1));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> add(buffer, offset, RowKind.TRADE, 0, 0);
            case QuoteDecoder.TEMPLATE_ID -> add(buffer, offset, RowKind.QUOTE, 0, 0);
            case VenueBarDecoder.TEMPLATE_ID -> {
                bar.wrapAndApplyHeader(buffer, offset, header);
                add(buffer, offset, RowKind.BAR, bar.timeframe(), 0);
            }
            case MetricDecoder.TEMPLATE_ID -> {
                metric.wrapAndApplyHeader(buffer, offset, header);
                add(buffer, offset, RowKind.METRIC, metric.resolution(), metric.metricId());
            }
            case SnapshotMarkerDecoder.TEMPLATE_ID ->
                lastSnapshotId = Math.max(
                        lastSnapshotId,
                        marker.wrapAndApplyHeader(buffer, offset, header).snapshotId());
            default -> instruments.onEvent(buffer, offset, length);
        }
    }

    private void add(DirectBuffer buffer, int offset, RowKind kind, long seconds, long metricId) {
        Instrument instrument = instruments.apply(EventPrefix.instrumentId(buffer, offset));
        if (instrument != null) {
            KnownRows.Owner owner = new KnownRows.Owner(instrument.venue(), instrument.symbol());
            known.add(owner, kind, seconds, metricId, EventPrefix.eventTime(buffer, offset));
        }
    }
}
