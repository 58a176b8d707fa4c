package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;
import org.millrace.feeds.FrameTap;

/** Captures what a live feed sees, REST answers too. Waits for the writer as one waits for the ring. */
public final class CaptureTap implements FrameTap {
    private final CaptureWriter writer;

    public CaptureTap(CaptureWriter writer) {
        this.writer = writer;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long receiveTimeNs) {
        return writer.frame(buffer, offset, length, receiveTimeNs);
    }

    @Override
    public boolean onAnswer(String url, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        return writer.answer(url, body, offset, length, receiveTimeNs);
    }
}
