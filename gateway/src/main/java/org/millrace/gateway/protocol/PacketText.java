package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Turns a packet into the text frame of the JSON sub-protocol. */
@FunctionalInterface
public interface PacketText {
    /** Returns a whole text frame, which the caller releases. */
    ByteBuf of(ByteBufAllocator allocator, ByteBuf packet, long sendTimeNs);
}
