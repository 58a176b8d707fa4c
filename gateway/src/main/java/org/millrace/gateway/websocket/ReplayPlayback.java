package org.millrace.gateway.websocket;

import io.netty.channel.EventLoop;
import org.millrace.gateway.protocol.CloseCode;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.Request;
import org.millrace.gateway.replay.Counts;
import org.millrace.gateway.replay.Moment;
import org.millrace.gateway.replay.Replay;

/** A replay that a client asked for, and the words that it is told about it. */
final class ReplayPlayback extends Playback {
    static final String TOO_MANY = "too many replays of this user at once";

    private final ControlHandler control;
    private final String id;
    private volatile Subscriptions wanted;
    private Replay replay;
    private int stepsAhead;
    private boolean counts;

    ReplayPlayback(ClientSession session, ControlHandler control, EventLoop loop, String id, Subscriptions wanted) {
        super(session, loop);
        this.control = control;
        this.id = id;
        this.wanted = wanted;
    }

    /** Counts it as one of its user's that run; false: there are too many. */
    boolean count(String span) {
        counts = counts || session.login().beginReplay(span);
        return counts;
    }

    void begin(Replay begun) {
        replay = begun;
        source(begun);
    }

    /** Returns what the client wants of it; for any thread. */
    Subscriptions wanted() {
        return wanted;
    }

    void want(Subscriptions less) {
        wanted = less;
    }

    /** Tells whether it waits for the client to let time move. */
    boolean awaitsStep() {
        return replay.isStepwise() && stepsAhead == 0;
    }

    void pause(Request request) {
        replay.pause(() -> say(() -> control.sendDone(request)));
    }

    void resume(Request request, double speed) {
        replay.resume(speed, () -> say(() -> control.sendDone(request)));
    }

    void step(Request request, int count) {
        stepsAhead++;
        replay.step(request.id(), count);
    }

    void seek(Request request, Moment to) {
        if (!count("seek " + to.value())) {
            control.sendError(request.id(), ErrorCode.TOO_MANY, TOO_MANY);
            return;
        }
        replay.seek(
                to,
                () -> say(() -> {
                    stepsAhead = 0;
                    control.sendDone(request);
                }));
    }

    @Override
    public void onBegin() {
        say(() -> wanted.channels().forEach(channel -> control.streams().sendState(channel, "replayBegin", -1)));
    }

    @Override
    public void onStep(String stepId, long sequence, long timeNs) {
        say(() -> {
            stepsAhead = Math.max(0, stepsAhead - 1);
            session.send("step", out -> {
                ControlHandler.writeId(out, stepId);
                out.writeStringField("sequence", Long.toString(sequence));
                out.writeStringField("time", Long.toString(timeNs));
            });
        });
    }

    @Override
    public void onEnd(long sequence, Counts sent) {
        say(() -> {
            countNoMore();
            wanted.channels().forEach(channel -> control.streams().sendState(channel, "replayEnd", sent.of(channel)));
        });
    }

    @Override
    void stop() {
        super.stop();
        countNoMore();
    }

    private void countNoMore() {
        if (counts) {
            counts = false;
            session.login().endReplay();
        }
    }

    @Override
    public void onRetention(long oldest) {
        say(() -> {
            countNoMore();
            control.sendError(id, ErrorCode.RETENTION, "the oldest event kept is " + oldest);
        });
    }

    @Override
    public void onUnreadable() {
        say(() -> {
            countNoMore();
            control.sendError(id, ErrorCode.STORE_UNAVAILABLE, "the journal cannot be read on");
        });
    }

    @Override
    public void onStepTimeout() {
        say(() -> session.close(CloseCode.STEP_TIMEOUT, "no step was taken"));
    }
}
