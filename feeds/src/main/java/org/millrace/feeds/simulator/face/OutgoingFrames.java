package org.millrace.feeds.simulator.face;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.agrona.DirectBuffer;

/** Gathers WebSocket frames of a server (RFC 6455, section 5.2: not masked) and writes many of them at once. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class OutgoingFrames {
    static final int TEXT = 1;
    static final int BINARY = 2;

    private static final int FINAL = 0x80;
    private static final int MAX_SHORT = 125;
    private static final int SIZE_16 = 126;
    private static final int SIZE_64 = 127;
    private static final int MAX_16 = 0xFFFF;
    private static final int MAX_HEADER = 10;
    private static final int CHUNK = 64 * 1024;

    private final ChannelHandlerContext context;
    private final SimulatorCounters counters;
    private ByteBuf chunk;
    private int frames;

    OutgoingFrames(ChannelHandlerContext context, SimulatorCounters counters) {
        this.context = context;
        this.counters = counters;
    }

    /** Adds a frame of three parts. */
    void add(int kind, byte[] head, DirectBuffer body, int offset, int length, byte[] tail) {
        int total = head.length + length + tail.length;
        begin(kind, total);
        chunk.writeBytes(head);
        int at = chunk.writerIndex();
        var bytes = chunk.internalNioBuffer(at, length);
        body.getBytes(offset, bytes, bytes.position(), length);
        chunk.writerIndex(at + length);
        chunk.writeBytes(tail);
    }

    void add(int kind, byte[] frame) {
        begin(kind, frame.length);
        chunk.writeBytes(frame);
    }

    /** Hands what was gathered to the channel, which sends it with its next flush. */
    void write() {
        if (chunk != null) {
            counters.onSent(frames, chunk.readableBytes());
            context.write(chunk, context.voidPromise());
            chunk = null;
            frames = 0;
        }
    }

    void discard() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    private void begin(int kind, int length) {
        if (chunk != null && chunk.writableBytes() < length + MAX_HEADER) {
            write();
        }
        if (chunk == null) {
            chunk = context.alloc().directBuffer(Math.max(CHUNK, length + MAX_HEADER));
        }
        frames++;
        chunk.writeByte(FINAL | kind);
        if (length <= MAX_SHORT) {
            chunk.writeByte(length);
        } else if (length <= MAX_16) {
            chunk.writeByte(SIZE_16).writeShort(length);
        } else {
            chunk.writeByte(SIZE_64).writeLong(length);
        }
    }
}
