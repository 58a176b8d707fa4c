package org.millrace.gateway.replay;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.StreamFilter;

/**
 * One client's way through a span of the past. Runs on the thread of {@link Replays}; {@code pause}, {@code resume},
 * {@code step}, {@code seek}, {@code stop} and {@code onSent} are for any thread.
 *
 * <pre>
 *   seeking --begin found--&gt; counting --numbers known--&gt; reading --last message--&gt; ended --seek--&gt; seeking …
 * </pre>
 */
public final class Replay extends Telling {
    /** Speed at which time moves only by {@link #step}. */
    public static final double STEPWISE = -1;

    private static final int READS_A_TURN = 16;

    private enum State {
        SEEKING,
        COUNTING,
        READING,
        ENDED
    }

    private final PastReader past;
    private final boolean stepwise;
    private final long stepTimeoutNs;
    private final Pace pace;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Queue<Step> steps = new ArrayDeque<>();
    private final Counts counts = new Counts();
    private Span span;
    private State state = State.SEEKING;
    private int at;
    private long cause;
    private boolean inStep;
    private long takenSequence;
    private long takenNs;
    private long waitingSinceNs;
    private long nowNs;

    /**
     * Begins at the beginning of a span.
     *
     * @param speed         0: as fast as it is read; 1: as it was; {@link #STEPWISE}
     * @param stepTimeoutNs how long a step may be waited for
     */
    public Replay(CatchUp journal, Span span, double speed, long stepTimeoutNs, Target target) {
        super(journal, target.listener());
        this.span = span;
        this.stepTimeoutNs = stepTimeoutNs;
        stepwise = speed == STEPWISE;
        pace = new Pace(stepwise ? Pace.UNBOUND : speed);
        past = new PastReader(journal, target.filter());
    }

    /** For whom it is: what is wanted, asked on the replay's thread; and who is told. */
    public record Target(StreamFilter filter, ReplayListener listener) {}

    /** A request of the client to let time move on. */
    private static final class Step {
        private final String id;
        private int left;

        Step(String id, int count) {
            this.id = id;
            left = count;
        }
    }

    public boolean isStepwise() {
        return stepwise;
    }

    /** Lets time stand still; what {@code paused} does comes behind all that was sent before. */
    public void pause(Runnable paused) {
        commands.add(() -> {
            pace.pause(nowNs);
            packets.flush(nowNs);
            paused.run();
        });
    }

    /** Goes on; a negative speed leaves the speed as it was. What {@code resumed} does comes before all that follows. */
    public void resume(double speed, Runnable resumed) {
        commands.add(() -> {
            pace.resume(speed < 0 ? pace.speed() : speed, nowNs);
            resumed.run();
        });
    }

    /** Lets time move on by so many causes of which something is wanted; told of with {@code id} when it has. */
    public void step(String id, int count) {
        commands.add(() -> {
            steps.add(new Step(id, count));
            if (state == State.ENDED) {
                endSteps();
            }
        });
    }

    /** Goes elsewhere; what {@code sought} does comes behind all that was sent before. */
    public void seek(Moment to, Runnable sought) {
        commands.add(() -> {
            packets.flush(nowNs);
            span = span.from(to);
            state = State.SEEKING;
            steps.clear();
            inStep = false;
            pace.restart();
            sought.run();
        });
    }

    @Override
    int poll(long now) {
        nowNs = now;
        int work = 0;
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
            waitingSinceNs = now;
            work++;
        }
        return work
                + switch (state) {
                    case SEEKING -> begin();
                    case COUNTING -> count();
                    case READING -> pace.isPaused() ? 0 : read();
                    case ENDED -> 0;
                };
    }

    private int begin() {
        at = 0;
        counts.clear();
        if (past.begin(span)) {
            state = State.COUNTING;
        } else {
            state = State.ENDED;
            listener.onRetention(journal.oldest());
        }
        return 1;
    }

    private int count() {
        int done = past.prepare();
        if (done == CatchUp.UNREADABLE) {
            fail();
        } else if (done > 0) {
            state = State.READING;
            waitingSinceNs = nowNs;
            listener.onBegin();
        }
        return 1;
    }

    private int read() {
        for (int i = 0; i < READS_A_TURN && packets.hasRoom(); i++) {
            while (at < past.length() && packets.hasRoom()) {
                if (!isDue()) {
                    packets.flush(nowNs);
                    return 0;
                }
                take();
            }
            if (at == past.length() && !more()) {
                return 1;
            }
        }
        return packets.hasRoom() ? 1 : 0;
    }

    /** Reads the next batch; false: there is none, and the end was told of. */
    private boolean more() {
        at = 0;
        int events = past.read();
        if (events > 0) {
            return true;
        }
        if (events == CatchUp.UNREADABLE) {
            fail();
            return false;
        }
        packets.flush(nowNs);
        state = State.ENDED;
        endSteps();
        listener.onEnd(past.sequence(), counts.copy());
        return false;
    }

    @Override
    void fail() {
        packets.flush(nowNs);
        state = State.ENDED;
        listener.onUnreadable();
    }

    private boolean isDue() {
        DirectBuffer staged = past.staged();
        if (!stepwise) {
            return pace.waitNs(PastReader.timeNs(staged, at), nowNs) <= 0;
        }
        long nextCause = PastReader.cause(staged, at);
        if (inStep && nextCause != cause) {
            inStep = false;
            if (--steps.element().left == 0) {
                endStep(steps.remove());
            }
        }
        if (steps.isEmpty()) {
            if (stepTimeoutNs > 0 && nowNs - waitingSinceNs > stepTimeoutNs) {
                state = State.ENDED;
                listener.onStepTimeout();
            }
            return false;
        }
        inStep = true;
        cause = nextCause;
        return true;
    }

    private void endStep(Step step) {
        packets.flush(nowNs);
        waitingSinceNs = nowNs;
        listener.onStep(step.id, takenSequence, takenNs);
    }

    /** Answers the steps behind which nothing comes. */
    private void endSteps() {
        inStep = false;
        while (!steps.isEmpty()) {
            endStep(steps.remove());
        }
    }

    private void take() {
        DirectBuffer staged = past.staged();
        int offset = at + PastReader.STAMP_LENGTH;
        packets.append(staged, offset, nowNs);
        counts.add(FanOutFrame.channel(staged, offset));
        takenSequence = EventPrefix.sequence(staged, FanOutFrame.messageOffset(offset));
        takenNs = PastReader.timeNs(staged, at);
        at = offset + FanOutFrame.length(staged, offset);
    }
}
