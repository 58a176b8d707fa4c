package org.millrace.feeds;

import org.agrona.DirectBuffer;

/** Sees what came from a venue as it came, once each, on the feed's thread. */
public interface FrameTap {
    /** Looks away. */
    FrameTap NONE = new FrameTap() {
        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {}

        @Override
        public void onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs) {}
    };

    /** Sees a frame. */
    void onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs);

    /** Sees a REST answer, and what was asked for. */
    void onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs);
}
