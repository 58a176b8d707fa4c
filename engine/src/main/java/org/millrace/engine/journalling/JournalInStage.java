package org.millrace.engine.journalling;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.journal.BatchAppender;

/**
 * Gives each input its sequence, from 1 without gaps, and commits it to JournalIn before anything that it causes.
 * While replaying it takes inputs that are journaled already, and passes them on as they are.
 */
public final class JournalInStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "journal-in";

    private final EngineStartedDecoder engineStarted = new EngineStartedDecoder();
    private final StagingBuffer staging = new StagingBuffer();
    private final BatchAppender appender;
    private final List<Span> replayedSpans = new ArrayList<>();
    private final LongHashSet skipped = new LongHashSet();
    private final UnsafeBuffer codeVersion = new UnsafeBuffer(new byte[EngineStartedDecoder.codeVersionLength()]);
    private long nextSequence = 1;
    private long handedSequence = 1;
    private long epoch;
    private boolean replaying;
    private int unflushed;

    public JournalInStage(BatchAppender appender, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.appender = appender;
    }

    /** Takes, from here on, inputs that are journaled already; those in {@code skips} are passed over. */
    public void beginReplay(long[] skips) {
        replaying = true;
        for (long skip : skips) {
            skipped.add(skip);
        }
    }

    /** Takes new inputs from here on. */
    public void endReplay() {
        replaying = false;
    }

    /** Returns the sequence that the next input gets. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Returns the epoch of the newest EngineStarted; 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** Returns the version of the program that took an input, once it has been replayed. */
    public String versionAt(long sequence) {
        String version = "";
        for (Span span : replayedSpans) {
            if (span.firstSequence <= sequence) {
                version = span.version;
            }
        }
        return version;
    }

    /** Returns the sequence from which a snapshot must be continued: that of its marker. */
    public static long savedSequence(SnapshotReader in) {
        return in.getLong();
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
        if (replaying) {
            onRecorded(buffer, offset, length);
            return;
        }
        int message = staging.add(buffer, offset, length);
        EventPrefix.sequence(staging.buffer(), message, nextSequence++);
        if (staging.isFull()) {
            commit();
        }
    }

    @Override
    public void flush() {
        if (replaying) {
            flushFullBatch();
            return;
        }
        if (staging.count() > 0) {
            commit();
        }
        next.flush();
    }

    private void commit() {
        DirectBuffer buffer = staging.buffer();
        int length = staging.length();
        appender.append(buffer, 0, length, staging.count(), nextSequence - staging.count());
        for (int frame = 0; frame < length; ) {
            int messageLength = EventFrame.length(buffer, frame);
            hand(buffer, EventFrame.messageOffset(frame), messageLength);
            frame += EventFrame.frameLength(messageLength);
        }
        staging.clear();
    }

    private void onRecorded(DirectBuffer buffer, int offset, int length) {
        long sequence = EventPrefix.sequence(buffer, offset);
        if (sequence != nextSequence) {
            throw new IllegalStateException("JournalIn: sequence " + sequence + ", expected " + nextSequence);
        }
        nextSequence = sequence + 1;
        unflushed++;
        if (!skipped.contains(sequence)) {
            hand(buffer, offset, length);
        }
    }

    private void hand(DirectBuffer buffer, int offset, int length) {
        try {
            switch (EventPrefix.templateId(buffer, offset)) {
                case SnapshotMarkerDecoder.TEMPLATE_ID -> onMarker(buffer, offset, length);
                case EngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(buffer, offset, length);
                default -> next.onEvent(buffer, offset, length);
            }
        } catch (RuntimeException | Error e) { // here the event in hand is known by its sequence
            throw StageFault.at(buffer, offset, e);
        }
    }

    private void onMarker(DirectBuffer buffer, int offset, int length) {
        handedSequence = EventPrefix.sequence(buffer, offset);
        snapshot(buffer, offset, length);
    }

    private void onEngineStarted(DirectBuffer buffer, int offset, int length) {
        engineStarted.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                EngineStartedDecoder.BLOCK_LENGTH,
                EngineStartedDecoder.SCHEMA_VERSION);
        epoch = engineStarted.epoch();
        engineStarted.getCodeVersion(codeVersion.byteArray(), 0);
        if (replaying) {
            rememberSpan(EventPrefix.sequence(buffer, offset));
        }
        next.onEvent(buffer, offset, length);
    }

    private void rememberSpan(long firstSequence) {
        String text = codeVersion.getStringWithoutLengthUtf8(0, codeVersion.capacity());
        replayedSpans.add(new Span(firstSequence, text.trim()));
    }

    /** Passes over the ends of the small batches in which a quiet market was recorded. */
    private void flushFullBatch() {
        if (unflushed >= StagingBuffer.BATCH) {
            unflushed = 0;
            next.flush();
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(handedSequence).putLong(epoch).putBytes(codeVersion, 0, codeVersion.capacity());
    }

    @Override
    public void load(SnapshotReader in) {
        nextSequence = savedSequence(in);
        handedSequence = nextSequence;
        epoch = in.getLong();
        in.getBytes(codeVersion, 0, codeVersion.capacity());
        rememberSpan(nextSequence);
    }

    /** Inputs that one run of the program took. */
    private record Span(long firstSequence, String version) {}
}
