package org.millrace.engine.fanout;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.StreamNumbers;

/**
 * Gives each event its number on its channel and instrument, and fans it out. Silent while a journal is replayed: then it
 * only counts, so that live numbers go on where they ended.
 */
public final class FanOutStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "fan-out";

    private static final int FORMAT_VERSION = 2; // since then feature sets have streams

    private final FanOutBuffer buffer;
    private final StreamNumbers numbers = new StreamNumbers();
    private boolean silent;

    /**
     * Creates the stage.
     *
     * @param silent true until {@link #speak}
     */
    public FanOutStage(FanOutBuffer buffer, boolean silent, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.buffer = buffer;
        this.silent = silent;
    }

    /**
     * Ends the silence. Called while nothing travels on the line.
     *
     * @param sequence of the newest event in JournalOut
     */
    public void speak(long sequence) {
        buffer.begin(numbers, sequence);
        silent = false;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        if (silent) {
            numbers.count(event, offset);
        } else {
            buffer.write(numbers, event, offset, length);
        }
        if (EventPrefix.templateId(event, offset) == SnapshotMarkerDecoder.TEMPLATE_ID) {
            snapshot(event, offset, length);
        } else {
            next.onEvent(event, offset, length);
        }
    }

    @Override
    public void flush() {
        buffer.publish();
        next.flush();
    }

    @Override
    public void save(SnapshotWriter out) {
        for (int channel = 0; channel < Channels.LIMIT; channel++) {
            int limit = numbers.instrumentLimit(channel);
            out.putInt(limit);
            for (int instrumentId = 0; instrumentId < limit; instrumentId++) {
                out.putInt(numbers.get(channel, instrumentId));
            }
        }
    }

    @Override
    public void load(SnapshotReader in) {
        for (int channel = 0; channel < Channels.LIMIT; channel++) {
            int limit = in.getInt();
            for (int instrumentId = 0; instrumentId < limit; instrumentId++) {
                numbers.set(channel, instrumentId, in.getInt());
            }
        }
    }
}
