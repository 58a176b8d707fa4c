package org.millrace.codecs;

import org.agrona.MutableDirectBuffer;

/**
 * One producer's way onto the ring: claim slots, encode in place, commit. Not thread-safe: each producing thread has
 * its own.
 */
public interface EventPublisher {
    /** Most bytes that an event may have, its message header included. */
    int MAX_EVENT_LENGTH = EventFrame.MAX_LENGTH;

    /** Most slots of one claim. */
    int MAX_CLAIM = 256;

    /**
     * Claims slots that lie one behind the other.
     *
     * @param slots 1 to {@link #MAX_CLAIM}
     * @return false if the ring is full: keep the rest of the frame and stop reading the socket
     */
    boolean tryClaim(int slots);

    /**
     * Returns a view of a claimed slot, {@link #MAX_EVENT_LENGTH} bytes from offset 0, valid until the next call.
     *
     * @param index of the slot in the claim, from 0
     */
    MutableDirectBuffer slot(int index);

    /**
     * Says how long the event in a claimed slot is. A slot without a length is empty: readers skip it, and it gets no
     * sequence.
     *
     * @param index  of the slot in the claim, from 0
     * @param length of the message with its header, in bytes; 0 empties the slot
     */
    void length(int index, int length);

    /** Makes the claimed slots visible to the reader. A claim cannot be returned, only committed. */
    void commit();
}
