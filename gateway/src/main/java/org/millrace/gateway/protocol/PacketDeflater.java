package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Compresses WebSocket frames, each on its own (RFC 7692 without context takeover). Single-threaded. */
public final class PacketDeflater {
    private static final int SMALLEST = 128;
    private static final int LONGEST_HEADER = 10;
    private static final int TAIL_LENGTH = 4;
    private static final int COMPRESSED = 0x40;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    /** Returns the frame compressed, or as it is where that is not worth while; takes the frame over. */
    public ByteBuf deflate(ByteBufAllocator allocator, ByteBuf frame) {
        int start = frame.readerIndex() + headerLength(frame);
        int length = frame.writerIndex() - start;
        if (length < SMALLEST) {
            return frame;
        }
        ByteBuf out = allocator.directBuffer(LONGEST_HEADER + length);
        deflater.reset();
        deflater.setInput(frame.nioBuffer(start, length));
        ByteBuffer view = out.nioBuffer(LONGEST_HEADER, length);
        int written = deflater.deflate(view, Deflater.SYNC_FLUSH);
        if (!view.hasRemaining()) { // no shorter than it was
            out.release();
            return frame;
        }
        int payload = written - TAIL_LENGTH;
        out.writerIndex(LONGEST_HEADER + payload);
        int first = frame.getByte(frame.readerIndex()) | COMPRESSED;
        frame.release();
        return header(out, first, payload);
    }

    private static ByteBuf header(ByteBuf out, int first, int payload) {
        if (payload < 126) {
            out.readerIndex(LONGEST_HEADER - 2);
            out.setByte(LONGEST_HEADER - 1, payload);
        } else if (payload < 65536) {
            out.readerIndex(LONGEST_HEADER - 4);
            out.setByte(LONGEST_HEADER - 3, 126).setShort(LONGEST_HEADER - 2, payload);
        } else {
            out.readerIndex(0);
            out.setByte(1, 127).setLong(2, payload);
        }
        return out.setByte(out.readerIndex(), first);
    }

    private static int headerLength(ByteBuf frame) {
        int length = frame.getByte(frame.readerIndex() + 1);
        return length == 127 ? 10 : length == 126 ? 4 : 2;
    }
}
