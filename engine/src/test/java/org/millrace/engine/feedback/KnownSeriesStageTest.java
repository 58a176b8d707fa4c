package org.millrace.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.MetricEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.feeds.KnownSeries;

class KnownSeriesStageTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final List<String> passed = new ArrayList<>();

    @Test
    void shouldKnowAfterARestartWhatASnapshotHolds() {
        KnownSeriesStage stage = stage(new KnownSeries());
        for (int hour = 0; hour < 20; hour++) {
            take(stage, Venue.GLASSNODE, 1, 7, hour, hour);
        }
        take(stage, Venue.GLASSNODE, 1, 7, 18, 180);
        take(stage, Venue.GLASSNODE, 1, 8, 3, 30);
        take(stage, Venue.GLASSNODE, 2, 7, 4, 40);
        take(stage, Venue.SIMULATOR, 3, 7, 4, 40);
        SnapshotWriter out = new SnapshotWriter(64);
        stage.save(out);
        KnownSeries known = new KnownSeries();

        stage(known).load(new SnapshotReader(out.buffer(), 0, out.length()));

        List<String> expected = new ArrayList<>();
        for (int hour = 4; hour < 20; hour++) {
            expected.add("1 7 " + hour + " " + (hour == 18 ? 180.0 : (double) hour));
        }
        expected.addAll(List.of("1 8 3 30.0", "2 7 4 40.0"));
        List<String> texts = new ArrayList<>();
        known.forEach((buffer, offset, length) -> texts.add(text(buffer, offset)));
        assertThat(texts).isEqualTo(expected);
        assertThat(passed).hasSize(24);
    }

    private KnownSeriesStage stage(KnownSeries known) {
        return new KnownSeriesStage(
                known, (buffer, offset, length) -> passed.add(text(buffer, offset)), (stage, snapshotId) -> {});
    }

    private void take(KnownSeriesStage stage, Venue venue, int instrumentId, long metricId, long hour, double value) {
        MetricEncoder metric = new MetricEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        EventPrefix.writeInput(event, 0, hour * HOUR_NS, 0, instrumentId, EventPrefix.venueFlags(venue.value(), 0));
        metric.metricId(metricId).value(value).resolution(3_600);
        stage.onEvent(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + metric.encodedLength());
    }

    private static String text(DirectBuffer buffer, int offset) {
        MetricDecoder metric = new MetricDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return EventPrefix.instrumentId(buffer, offset) + " " + metric.metricId() + " "
                + EventPrefix.eventTime(buffer, offset) / HOUR_NS + " " + metric.value();
    }
}
