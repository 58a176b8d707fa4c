package org.millrace.engine.feedback;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.feeds.KnownSeries;

/**
 * Notes, behind the outputs' journal, the newest bars and observations of venues that are polled; snapshots keep them, so
 * that they are known after a restart. Passes everything on as it is.
 */
public final class KnownSeriesStage extends Stage {
    /** Name on the conveyor. */
    public static final String NAME = "known-series";

    private static final int END = 0;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final KnownSeries known;

    public KnownSeriesStage(KnownSeries known, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.known = known;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return 1;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case VenueBarDecoder.TEMPLATE_ID, MetricDecoder.TEMPLATE_ID -> onPeriod(buffer, offset, length);
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        known.forEach((buffer, offset, length) -> out.putInt(length).putBytes(buffer, offset, length));
        out.putInt(END);
    }

    @Override
    public void load(SnapshotReader in) {
        for (int length = in.getInt(); length != END; length = in.getInt()) {
            in.getBytes(event, 0, length);
            known.put(event, 0, length);
        }
    }

    private void onPeriod(DirectBuffer buffer, int offset, int length) {
        int venue = EventPrefix.venue(buffer, offset);
        if (venue == Venue.YAHOO.value() || venue == Venue.GLASSNODE.value()) {
            known.put(buffer, offset, length);
        }
        next.onEvent(buffer, offset, length);
    }
}
