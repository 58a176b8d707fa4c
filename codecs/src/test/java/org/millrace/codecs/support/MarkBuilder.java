package org.millrace.codecs.support;

import java.util.function.ToIntFunction;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.EngineStartedEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerEncoder;
import org.millrace.codecs.sbe.Venue;

/** Makes events of the engine itself, which name no instrument. */
public final class MarkBuilder extends EventBuilder<MarkBuilder> {
    private final ToIntFunction<MarkBuilder> encoding;

    private MarkBuilder(Events events, ToIntFunction<MarkBuilder> encoding) {
        super(events);
        this.encoding = encoding;
        instrument(0).venue(Venue.NONE);
    }

    static MarkBuilder tick(Events events) {
        return new MarkBuilder(
                events,
                mark -> mark.lengthWith(new ClockTickEncoder()
                        .wrapAndApplyHeader(mark.buffer, 0, mark.header)
                        .encodedLength()));
    }

    static MarkBuilder engineStarted(Events events) {
        return new MarkBuilder(
                events,
                mark -> mark.lengthWith(new EngineStartedEncoder()
                        .wrapAndApplyHeader(mark.buffer, 0, mark.header)
                        .epoch(0)
                        .codeVersion("test")
                        .schemaVersion(EngineStartedEncoder.SCHEMA_VERSION)
                        .encodedLength()));
    }

    static MarkBuilder snapshotMarker(Events events) {
        return new MarkBuilder(
                events,
                mark -> mark.lengthWith(new SnapshotMarkerEncoder()
                        .wrapAndApplyHeader(mark.buffer, 0, mark.header)
                        .snapshotId(events.sequence() + 1)
                        .encodedLength()));
    }

    @Override
    int encode() {
        return encoding.applyAsInt(this);
    }

    @Override
    MarkBuilder self() {
        return this;
    }

    private int lengthWith(int blockLength) {
        return header.encodedLength() + blockLength;
    }
}
