package org.millrace.feeds.session;

import org.agrona.DirectBuffer;

/** Takes what a WebSocket carries. Bytes are valid only during the call. */
interface FrameListener {
    /** Takes a whole text or binary message; false = not now, and the same message is handed over again. */
    boolean onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs);

    /** Takes a ping, to be answered with the same payload. */
    void onPing(DirectBuffer buffer, int offset, int length);

    /** Learns that the other side closes. */
    void onClose();

    /** Learns that the bytes do not follow RFC 6455, or are more than is accepted; no more will be read. */
    void onProtocolError(String what);
}
