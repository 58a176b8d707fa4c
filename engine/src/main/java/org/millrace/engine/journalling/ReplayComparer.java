package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.journal.BatchAppender;

/**
 * Compares what a replay puts out with what JournalOut holds, byte for byte and whatever the batches, and appends only
 * what comes after the journal's end.
 */
public final class ReplayComparer implements BatchAppender {
    private final UnsafeBuffer computed = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer expected = new UnsafeBuffer(0, 0);
    private final RecordedBatches recorded;
    private final BatchAppender beyond;
    private int position;
    private int remaining;
    private boolean ended;
    private boolean tolerant;
    private boolean diverged;
    private ReplayDifference difference;
    private long comparedBytes;
    private long lastEqualSequence;
    private long equalCount;

    /**
     * Creates a comparer.
     *
     * @param recorded stands at the first output that the replay will put out
     * @param beyond   takes what comes after the last recorded output
     */
    public ReplayComparer(RecordedBatches recorded, BatchAppender beyond) {
        this.recorded = recorded;
        this.beyond = beyond;
    }

    /** Keeps quiet from the first difference on until {@link #resume}: after an upgrade, which may compute otherwise. */
    public void tolerate() {
        tolerant = true;
    }

    /** Returns the difference that was tolerated; null: none. */
    public ReplayDifference difference() {
        return difference;
    }

    /** Passes everything on from here: the replay is over. */
    public void resume() {
        ended = true;
        diverged = false;
    }

    @Override
    public void append(DirectBuffer frames, int offset, int length, int count, long firstSequence) {
        if (diverged) {
            return;
        }
        int equal = ended ? 0 : compare(frames, offset, length);
        if (equal < length) {
            int passed = framesIn(frames, offset, offset + equal);
            equalCount += passed;
            if (passed > 0) {
                lastEqualSequence = firstSequence + passed - 1;
            }
            beyond.append(frames, offset + equal, length - equal, count - passed, firstSequence + passed);
        } else {
            equalCount += count;
            lastEqualSequence = firstSequence + count - 1;
        }
    }

    /** Returns the sequence of the last output found equal; 0 before the first. */
    public long lastEqualSequence() {
        return lastEqualSequence;
    }

    /** Returns how many outputs were found equal. */
    public long equalCount() {
        return equalCount;
    }

    /** Returns the bytes found equal. */
    public long comparedBytes() {
        return comparedBytes;
    }

    /**
     * Returns whether JournalOut holds an output that the replay did not put out, once the replay has ended: then what
     * JournalIn held is lost, as after a loss of power.
     */
    public boolean hasUnexplained() {
        return difference == null && !isAtEnd();
    }

    /** Returns the first output that the replay did not put out, as a difference. */
    public ReplayDifference unexplained() {
        return new ReplayDifference(
                EventPrefix.sequence(recorded.buffer(), EventFrame.messageOffset(position)),
                EventPrefix.cause(recorded.buffer(), EventFrame.messageOffset(position)),
                EventText.of(recorded.buffer(), position),
                "nothing: JournalIn does not explain it");
    }

    /** Returns how many of the bytes were recorded too, all of them equal. */
    private int compare(DirectBuffer frames, int offset, int length) {
        int done = 0;
        while (done < length && !isAtEnd()) {
            int bytes = Math.min(length - done, remaining);
            computed.wrap(frames, offset + done, bytes);
            expected.wrap(recorded.buffer(), position, bytes);
            if (!computed.equals(expected)) {
                onDifference(frames, offset + done);
                return length;
            }
            done += bytes;
            position += bytes;
            remaining -= bytes;
        }
        comparedBytes += done;
        return done;
    }

    /** Returns whether the journal has ended; if not, something recorded is left to compare. */
    private boolean isAtEnd() {
        while (remaining == 0 && !ended) {
            if (recorded.next()) {
                position = recorded.offset();
                remaining = recorded.length();
            } else {
                ended = true;
            }
        }
        return ended;
    }

    private void onDifference(DirectBuffer frames, int offset) {
        ReplayDifference found = difference(frames, offset);
        if (!tolerant) {
            throw found;
        }
        difference = found;
        diverged = true;
    }

    private ReplayDifference difference(DirectBuffer frames, int offset) {
        int at = 0;
        while (computed.getByte(at) == expected.getByte(at)) {
            at++;
        }
        int frame = 0;
        while (frame + frameLength(frames, offset + frame) <= at) {
            frame += frameLength(frames, offset + frame);
        }
        return new ReplayDifference(
                EventPrefix.sequence(frames, EventFrame.messageOffset(offset + frame)),
                EventPrefix.cause(frames, EventFrame.messageOffset(offset + frame)),
                EventText.of(recorded.buffer(), position + frame),
                EventText.of(frames, offset + frame));
    }

    private static int framesIn(DirectBuffer frames, int from, int to) {
        int count = 0;
        for (int frame = from; frame < to; frame += frameLength(frames, frame)) {
            count++;
        }
        return count;
    }

    private static int frameLength(DirectBuffer frames, int frame) {
        return EventFrame.frameLength(EventFrame.length(frames, frame));
    }

    @Override
    public void close() {
        beyond.close();
    }
}
