package org.millrace.engine.instruments;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Keeps every InstrumentDefinition, and publishes all of them again after EngineStarted and SnapshotMarker, so that
 * whoever reads the outputs from there on knows what the ids mean.
 */
public final class InstrumentsStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "instruments";

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    /** One message a definition, in the order in which they came; one for each id. */
    private final List<UnsafeBuffer> definitions = new ArrayList<>();

    public InstrumentsStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
    }

    /** Returns what the ids stand for. Only while the line is quiet. */
    public List<Instrument> instruments() {
        return definitions.stream()
                .map(message -> InstrumentDefinitions.decode(definition, message))
                .toList();
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
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                keep(buffer, offset, length);
                next.onEvent(buffer, offset, length);
            }
            case EngineStartedDecoder.TEMPLATE_ID -> {
                next.onEvent(buffer, offset, length);
                publishAll(buffer, offset);
            }
            case SnapshotMarkerDecoder.TEMPLATE_ID -> {
                snapshot(buffer, offset, length);
                publishAll(buffer, offset);
            }
            default -> next.onEvent(buffer, offset, length);
        }
    }

    private void keep(DirectBuffer buffer, int offset, int length) {
        UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
        message.putBytes(0, buffer, offset, length);
        int id = EventPrefix.instrumentId(message, 0);
        for (int i = 0; i < definitions.size(); i++) {
            if (EventPrefix.instrumentId(definitions.get(i), 0) == id) {
                definitions.set(i, message); // defined anew: it keeps its place
                return;
            }
        }
        definitions.add(message);
    }

    private void publishAll(DirectBuffer cause, int causeOffset) {
        for (int i = 0; i < definitions.size(); i++) {
            UnsafeBuffer message = definitions.get(i);
            int length = message.capacity();
            out.putBytes(0, message, 0, length);
            EventPrefix.sequence(out, 0, EventPrefix.sequence(cause, causeOffset));
            EventPrefix.eventTime(out, 0, EventPrefix.eventTime(cause, causeOffset));
            next.onEvent(out, 0, length);
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(definitions.size());
        for (UnsafeBuffer message : definitions) {
            out.putInt(message.capacity()).putBytes(message, 0, message.capacity());
        }
    }

    @Override
    public void load(SnapshotReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(in.getInt()));
            in.getBytes(message, 0, message.capacity());
            definitions.add(message);
        }
    }
}
