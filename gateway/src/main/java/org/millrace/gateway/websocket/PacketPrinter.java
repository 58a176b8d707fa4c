package org.millrace.gateway.websocket;

import org.agrona.DirectBuffer;

/** Prints an event as one JSON object. */
@FunctionalInterface
public interface PacketPrinter {
    /** Appends the event whose message header is at {@code offset}. */
    void print(DirectBuffer buffer, int offset, int length, StringBuilder to);
}
