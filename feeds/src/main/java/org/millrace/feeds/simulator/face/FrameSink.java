package org.millrace.feeds.simulator.face;

import org.agrona.DirectBuffer;

/** Takes the payloads of a market's streams. */
public interface FrameSink {
    /** Answers whether anyone wants a stream: if not, its payload is not even written. */
    boolean wants(int stream);

    /** Takes a payload, valid only during the call. */
    void onPayload(int stream, DirectBuffer buffer, int offset, int length);
}
