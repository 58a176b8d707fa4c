package org.millrace.gateway.fanout;

import org.agrona.DirectBuffer;

/** Takes framed messages in the order in which they were written. */
public interface FrameConsumer {
    /** Passes over what it is given. */
    FrameConsumer NONE = new FrameConsumer() {
        @Override
        public void onFrames(DirectBuffer frames, int length) {}

        @Override
        public void onLoss() {}
    };

    /** Returns one that hands to two in turn. */
    static FrameConsumer both(FrameConsumer first, FrameConsumer second) {
        return new FrameConsumer() {
            @Override
            public void onFrames(DirectBuffer frames, int length) {
                first.onFrames(frames, length);
                second.onFrames(frames, length);
            }

            @Override
            public void onLoss() {
                first.onLoss();
                second.onLoss();
            }
        };
    }

    /**
     * Takes some frames, one behind the other from offset 0.
     *
     * @param frames valid during the call
     * @param length of all frames in bytes
     */
    void onFrames(DirectBuffer frames, int length);

    /** Tells that messages are missing before the next, and cannot be had any more. */
    void onLoss();
}
