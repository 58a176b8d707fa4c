package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;
import org.millrace.feeds.FrameHandler;

/** Captures each frame once, when the next handler has taken it. Waits for the writer as one waits for the ring. */
public final class CapturingHandler implements FrameHandler {
    private final FrameHandler next;
    private final CaptureWriter writer;
    private boolean taken; // by the next handler, not yet by the writer

    public CapturingHandler(FrameHandler next, CaptureWriter writer) {
        this.next = next;
        this.writer = writer;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        if (!taken && !next.onFrame(buffer, offset, length, receiveTimeNs)) {
            return false;
        }
        taken = !writer.frame(buffer, offset, length, receiveTimeNs);
        return !taken;
    }
}
