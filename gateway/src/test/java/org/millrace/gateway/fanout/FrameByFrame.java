package org.millrace.gateway.fanout;

import org.agrona.DirectBuffer;

/** Hands over one by one the frames that a reader is given together. */
final class FrameByFrame implements FrameConsumer {
    private final Listener listener;
    private final Runnable loss;

    FrameByFrame(Listener listener, Runnable loss) {
        this.listener = listener;
        this.loss = loss;
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            listener.onFrame(frames, offset);
        }
    }

    @Override
    public void onLoss() {
        loss.run();
    }

    /** Takes one frame. */
    interface Listener {
        void onFrame(DirectBuffer frames, int offset);
    }
}
