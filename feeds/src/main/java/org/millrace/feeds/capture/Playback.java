package org.millrace.feeds.capture;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameHandler;
import org.millrace.feeds.SnapshotHandler;

/**
 * Plays recorded files one after the other: frames and snapshots go to a feed in the order of their receive times, and
 * the clock's beat between them to the ring. Its duty cycles are those of the feed's thread; {@link #reader()} runs on
 * another, or in between where speed does not matter. Counts may be read by any thread.
 */
public final class Playback implements Agent {
    private static final int STEPS_PER_CYCLE = 256;

    private final CaptureReader reader;
    private final CaptureLines lines;
    private final FrameHandler frames;
    private final SnapshotHandler snapshots;
    private final EventPublisher publisher;
    private final Pace pace;
    private final Beat beat = new Beat();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private List<RestAnswer> answers = List.of();
    private int answerIndex;
    private boolean hasLine;
    private volatile boolean done;
    private volatile long frameCount;
    private int answerCount;
    private int unusedAnswerCount;
    private long played;

    /**
     * @param feed      takes frames and snapshots
     * @param publisher takes the beat; the feed's own will do
     * @param clock     paces the playback, where it is paced
     */
    public <F extends FrameHandler & SnapshotHandler> Playback(
            List<Path> files, PlaybackSpeed speed, F feed, EventPublisher publisher, NanoClock clock) {
        reader = new CaptureReader(files, feed.isPolled());
        lines = new CaptureLines(reader);
        frames = feed;
        snapshots = feed;
        this.publisher = publisher;
        pace = new Pace(speed, clock);
    }

    /** Returns what reads and unpacks the files; to be run by one thread. */
    public Agent reader() {
        return reader;
    }

    @Override
    public String roleName() {
        return "playback";
    }

    /**
     * Hands over what is due, up to a bound.
     *
     * @return how much that was; 0 where nothing is due, read, or room on the ring
     * @throws CaptureException if a file cannot be read on; all before the damage was handed over
     */
    @Override
    public int doWork() {
        int count = 0;
        while (count < STEPS_PER_CYCLE && !done && step()) {
            count++;
        }
        frameCount = played;
        return count;
    }

    /** Tells whether all was handed over, the last tick included. */
    public boolean isDone() {
        return done;
    }

    /** Returns how many frames were handed over. */
    public long frameCount() {
        return frameCount;
    }

    /** Returns how many REST answers were handed over besides; for the thread that plays. */
    public int answerCount() {
        return answerCount;
    }

    /** Returns how many of these were neither a book's snapshot nor a list of markets. */
    public int unusedAnswerCount() {
        return unusedAnswerCount;
    }

    /** Returns how much of the files was read to its end, 0 to 1, by their bytes on disk. */
    public double progress() {
        return done ? 1 : lines.progress();
    }

    private boolean step() {
        if (!hasLine && !nextLine()) {
            if (answerIndex < answers.size() && lines.atEndOfFile()) {
                return answer();
            }
            return lines.filesEnded() == reader.fileCount() ? finish() : nextBlock();
        }
        if (answerIndex < answers.size()
                && (lines.time() == 0 || answers.get(answerIndex).time() < lines.time())) {
            return answer();
        }
        if (beatsBefore(lines.time())) {
            return beat(beat.before(lines.time()));
        }
        if (!pace.isDue(lines.time())
                || !frames.onFrame(lines.buffer(), lines.frame(), lines.frameLength(), lines.time())) {
            return false;
        }
        beat.onTime(lines.time());
        hasLine = false;
        played++;
        return true;
    }

    private boolean nextLine() {
        hasLine = lines.block() != null && lines.next();
        return hasLine;
    }

    private boolean nextBlock() {
        if (lines.block() != null) {
            lines.checkWhole();
        }
        if (!lines.nextBlock()) {
            return false;
        }
        if (lines.block().isFirst()) {
            answers = lines.block().answers();
            answerIndex = 0;
        }
        return true;
    }

    private boolean answer() {
        RestAnswer answer = answers.get(answerIndex);
        if (!answer.isSnapshot()) {
            boolean isUsed = snapshots.onListing(
                    answer.request(), answer.body(), 0, answer.body().capacity());
            unusedAnswerCount += isUsed ? 0 : 1;
            answered();
            return true;
        }
        if (beatsBefore(answer.time())) {
            return beat(beat.before(answer.time()));
        }
        if (!pace.isDue(answer.time())
                || !snapshots.onSnapshot(
                        answer.symbol(), answer.body(), 0, answer.body().capacity(), answer.time())) {
            return false;
        }
        beat.onTime(answer.time());
        answered();
        return true;
    }

    private void answered() {
        answerIndex++;
        answerCount++;
    }

    private boolean beatsBefore(long time) {
        return beat.before(time) != Beat.NONE;
    }

    private boolean beat(long time) {
        if (!pace.isDue(time) || !publish(time)) {
            return false;
        }
        beat.onTick(time);
        return true;
    }

    private boolean finish() {
        lines.checkWhole();
        long last = beat.last();
        if (last != Beat.NONE && !publish(last)) {
            return false;
        }
        done = true;
        return true;
    }

    private boolean publish(long time) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        tick.wrapAndApplyHeader(publisher.slot(0), 0, header);
        EventPrefix.writeInput(tick.buffer(), 0, time, 0, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
        publisher.commit();
        return true;
    }
}
