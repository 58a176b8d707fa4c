package org.millrace.gateway.replay;

import io.netty.buffer.ByteBuf;

/** Is told of a replay, in order, on its thread. */
public interface ReplayListener {
    /**
     * Takes a packet.
     *
     * @param packet the listener's to release
     */
    void onPacket(ByteBuf packet);

    /** Tells that the next packet holds the span's first messages. */
    void onBegin();

    /**
     * Tells that a step has been made.
     *
     * @param id       of the client's request
     * @param sequence of the newest event it came to
     * @param timeNs   to which it came
     */
    void onStep(String id, long sequence, long timeNs);

    /** Tells that the span's last message was sent, or that all has been read that there is. */
    void onEnd(long sequence, Counts counts);

    /** Tells that the span's first event is not kept any more. */
    void onRetention(long oldest);

    /** Tells that the journal cannot be read on. */
    void onUnreadable();

    /** Tells that nobody took a step for too long. */
    void onStepTimeout();
}
