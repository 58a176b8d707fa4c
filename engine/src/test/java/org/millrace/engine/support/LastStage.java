package org.millrace.engine.support;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The stage behind all others: hands each event to a consumer, passes nothing on and has nothing to save. */
public final class LastStage extends Stage {
    private final String name;
    private final EventConsumer consumer;

    private LastStage(String name, EventConsumer consumer, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.name = name;
        this.consumer = consumer;
    }

    /** Returns the step of a line that ends at a consumer; what the consumer throws is the stage's fault. */
    public static Line.Step step(String name, EventConsumer consumer) {
        return new Line.Step(name, (next, snapshots) -> new LastStage(name, consumer, next, snapshots));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        consumer.onEvent(buffer, offset, length);
        if (EventPrefix.templateId(buffer, offset) == SnapshotMarkerDecoder.TEMPLATE_ID) {
            save(buffer, offset);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int formatVersion() {
        return 1;
    }

    @Override
    public void save(SnapshotWriter out) {}

    @Override
    public void load(SnapshotReader in) {}
}
