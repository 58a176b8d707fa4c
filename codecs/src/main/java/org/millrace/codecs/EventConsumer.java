package org.millrace.codecs;

import org.agrona.DirectBuffer;

/** Takes events, one at a time, on one thread. */
public interface EventConsumer {
    /**
     * Takes one event.
     *
     * @param buffer holds the event; its bytes are valid only during the call and must not be written
     * @param offset of the SBE message header
     * @param length of the message with its header, in bytes
     */
    void onEvent(DirectBuffer buffer, int offset, int length);

    /** Tells that no further event is waiting: write out whatever was held back to make a batch. */
    default void flush() {}
}
