package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.CheckpointEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.journal.BatchAppender;

/**
 * Gives each output its own sequence, from 1 without gaps, and commits it to JournalOut before anybody is sent it. The
 * input's sequence becomes the cause. After every so many outputs a Checkpoint proves those before it.
 */
public final class JournalOutStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "journal-out";

    private static final int DEFAULT_CHECKPOINT = 10_000;

    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CheckpointEncoder checkpoint = new CheckpointEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final StagingBuffer staging = new StagingBuffer();
    private final OutputHash hash = new OutputHash();
    private final BatchAppender appender;
    private long nextSequence = 1;
    private long checkpointInterval = DEFAULT_CHECKPOINT;
    private long sinceCheckpoint;
    private int hashed;

    public JournalOutStage(BatchAppender appender, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.appender = appender;
    }

    /** Returns the sequence that the next output gets. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Goes on at another sequence, as after a tolerated difference. Only while the line is quiet. */
    public void continueAt(long sequence) {
        nextSequence = sequence;
    }

    /** Returns the sequence of the first output that a snapshot does not cover. */
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
        switch (EventPrefix.templateId(buffer, offset)) {
            case SnapshotMarkerDecoder.TEMPLATE_ID -> onMarker(buffer, offset);
            case SettingCommandDecoder.TEMPLATE_ID -> onSetting(buffer, offset);
            default -> {}
        }
        stage(buffer, offset, length);
        if (++sinceCheckpoint >= checkpointInterval) {
            stageCheckpoint();
        }
        if (staging.isFull()) {
            commit();
        }
    }

    @Override
    public void flush() {
        commit();
        next.flush();
    }

    private void stage(DirectBuffer buffer, int offset, int length) {
        int message = staging.add(buffer, offset, length);
        MutableDirectBuffer staged = staging.buffer();
        EventPrefix.cause(staged, message, EventPrefix.sequence(buffer, offset)); // not read back: just copied
        EventPrefix.sequence(staged, message, nextSequence++);
    }

    private void stageCheckpoint() {
        sinceCheckpoint = 0;
        updateHash();
        DirectBuffer staged = staging.buffer();
        int last = EventFrame.messageOffset(staging.lastFrame());
        checkpoint.wrapAndApplyHeader(out, 0, header);
        EventPrefix.writeInput(
                out, 0, EventPrefix.eventTime(staged, last), 0L, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        EventPrefix.sequence(out, 0, EventPrefix.cause(staged, last));
        checkpoint.outputCount(nextSequence - 1).outputHash(hash.value());
        stage(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + checkpoint.encodedLength());
    }

    private void commit() {
        int count = staging.count();
        if (count == 0) {
            return;
        }
        updateHash();
        DirectBuffer buffer = staging.buffer();
        int length = staging.length();
        appender.append(buffer, 0, length, count, nextSequence - count);
        for (int frame = 0; frame < length; ) {
            int messageLength = EventFrame.length(buffer, frame);
            hand(buffer, EventFrame.messageOffset(frame), messageLength);
            frame += EventFrame.frameLength(messageLength);
        }
        staging.clear();
        hashed = 0;
    }

    private void hand(DirectBuffer buffer, int offset, int length) {
        try {
            next.onEvent(buffer, offset, length);
        } catch (RuntimeException | Error e) { // here the event in hand is known
            throw StageFault.at(buffer, offset, e);
        }
    }

    private void updateHash() {
        hash.update(staging.bytesFrom(hashed));
        hashed = staging.length();
    }

    /** Commits first, so that a snapshot never knows of outputs that the journal does not hold. */
    private void onMarker(DirectBuffer buffer, int offset) {
        commit();
        save(buffer, offset);
    }

    private void onSetting(DirectBuffer buffer, int offset) {
        setting.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                SettingCommandDecoder.BLOCK_LENGTH,
                SettingCommandDecoder.SCHEMA_VERSION);
        if (setting.setting() == Setting.JOURNAL_CHECKPOINT && setting.valueExponent() == 0 && setting.value() > 0) {
            checkpointInterval = setting.value();
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(nextSequence).putLong(hash.value()).putLong(sinceCheckpoint).putLong(checkpointInterval);
    }

    @Override
    public void load(SnapshotReader in) {
        nextSequence = savedSequence(in);
        hash.restore(in.getLong());
        sinceCheckpoint = in.getLong();
        checkpointInterval = in.getLong();
    }
}
