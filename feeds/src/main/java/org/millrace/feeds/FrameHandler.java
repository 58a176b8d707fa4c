package org.millrace.feeds;

import org.agrona.DirectBuffer;

/** Takes the frames of one venue as they come, on the feed's thread. */
public interface FrameHandler {
    /**
     * Takes one whole frame.
     *
     * @param buffer        holds the payload; its bytes are valid only during the call and must not be written
     * @param receiveTimeNs when the read that completed the frame returned, UTC; 0 = not known
     * @return false if the ring is full: nothing of the frame was published, and the same frame is handed over again
     */
    boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs);
}
