package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.millrace.gateway.fanout.FanOutReader;

/**
 * A packet on its way to many clients. Its bytes lie in memory that the next packet takes over: most sockets take them at
 * once, and for the others they are copied, once for all. One an event loop.
 */
final class SharedPacket {
    private static final int HEADERS = 64;

    private final ByteBuf memory =
            new UnpooledByteBufAllocator(true, true).directBuffer(FanOutReader.BATCH_LENGTH + HEADERS);
    private ByteBuf bytes = memory;
    private ByteBuf copy;

    /** Returns the memory to put the next packet into. */
    ByteBuf memory() {
        return memory;
    }

    /** Takes the finished packet, in that memory or in other bytes, which it then owns. */
    void begin(ByteBuf packet) {
        bytes = packet;
        copy = null;
    }

    /** Returns the packet, to be read before it ends. */
    ByteBuf bytes() {
        return bytes;
    }

    /** Returns the packet from some byte on, which may be kept; the caller releases it. */
    ByteBuf rest(int from) {
        if (copy == null) {
            copy = isInMemory()
                    ? ByteBufAllocator.DEFAULT
                            .directBuffer(bytes.readableBytes())
                            .writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes())
                    : bytes.retainedDuplicate();
        }
        return copy.retainedSlice(copy.readerIndex() + from, copy.readableBytes() - from);
    }

    /** All have it. */
    void end() {
        if (copy != null) {
            copy.release();
        }
        if (!isInMemory()) {
            bytes.release();
        }
        bytes = memory;
        copy = null;
    }

    /** Gives the memory back. */
    void close() {
        memory.release();
    }

    @SuppressWarnings("ReferenceEquality") // not the content is asked for, but whose memory it is
    private boolean isInMemory() {
        return bytes == memory;
    }
}
