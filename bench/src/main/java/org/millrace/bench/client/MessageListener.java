package org.millrace.bench.client;

import org.agrona.DirectBuffer;

/** Takes what clients receive; on one thread. */
public interface MessageListener {
    /** Begins what one read of a socket has brought. */
    void onRead();

    /** Takes the payload of one data frame. */
    void onMessage(DirectBuffer payload, int offset, int length);

    /** Takes the payload of the frame with which a server says good-bye: a code, and perhaps why. */
    default void onClose(DirectBuffer payload, int offset, int length) {}

    /** Ends a round of reads. */
    void onRoundEnd();
}
