package org.millrace.gateway.websocket;

import io.netty.channel.EventLoop;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.protocol.Request;
import org.millrace.gateway.replay.Counts;
import org.millrace.gateway.replay.Resend;

/** Messages of a stream that a client asked for again. */
final class ResendPlayback extends Playback {
    private final ControlHandler control;
    private final Request request;
    private final Resend.Wanted wanted;
    private final Runnable ended;

    /**
     * @param ended runs when the last was sent
     */
    ResendPlayback(
            ClientSession session,
            ControlHandler control,
            EventLoop loop,
            Request request,
            Resend.Wanted wanted,
            Runnable ended) {
        super(session, loop);
        this.control = control;
        this.request = request;
        this.wanted = wanted;
        this.ended = ended;
    }

    @Override
    public void onBegin() {} // its end is told of

    @Override
    public void onStep(String id, long sequence, long timeNs) {} // takes none

    @Override
    public void onStepTimeout() {} // takes none

    @Override
    public void onEnd(long sequence, Counts counts) {
        say(() -> {
            session.send("resend", out -> {
                ControlHandler.writeId(out, request.id());
                out.writeNumberField("count", counts.of(wanted.channel()));
            });
            ended.run();
        });
    }

    @Override
    public void onRetention(long oldest) {
        refuse(ErrorCode.RETENTION, "the first of them is not kept any more");
    }

    @Override
    public void onUnreadable() {
        refuse(ErrorCode.STORE_UNAVAILABLE, "the journal cannot be read on");
    }

    /** Returns what is sent again. */
    Resend.Wanted wanted() {
        return wanted;
    }

    /** Returns the id of the request. */
    String id() {
        return request.id();
    }

    private void refuse(int code, String text) {
        say(() -> {
            control.sendError(request.id(), code, text);
            ended.run();
        });
    }
}
