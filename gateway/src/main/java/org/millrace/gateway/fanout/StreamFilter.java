package org.millrace.gateway.fanout;

import org.agrona.DirectBuffer;

/** Says which events are wanted. */
@FunctionalInterface
public interface StreamFilter {
    /** Tells whether the event at {@code offset} is wanted on a channel. */
    boolean wants(int channel, DirectBuffer event, int offset);
}
