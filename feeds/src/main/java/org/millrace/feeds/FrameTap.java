package org.millrace.feeds;

import org.agrona.DirectBuffer;

/**
 * Sees what came from a venue as it came, on the feed's thread. Each method answers false if it has no room: the same is
 * shown again later, and nothing else meanwhile.
 */
public interface FrameTap {
    /** Looks away. */
    FrameTap NONE = new FrameTap() {
        @Override
        public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
            return true;
        }

        @Override
        public boolean onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs) {
            return true;
        }
    };

    /** Sees a frame. */
    boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs);

    /** Sees a REST answer, and what was asked for. */
    boolean onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs);
}
