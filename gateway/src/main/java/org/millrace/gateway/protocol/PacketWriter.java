package org.millrace.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * Builds a packet with the WebSocket frame around it: bytes that go to a socket as they are.
 *
 * <pre>
 *   0          4         5       6              8              12         20
 *   +----------+---------+-------+--------------+--------------+----------+-----------
 *   | 82 len   | version | flags | messageCount | packetLength | sendTime | frames …
 *   +----------+---------+-------+--------------+--------------+----------+-----------
 * </pre>
 */
public final class PacketWriter {
    /** Flag: part of a snapshot. */
    public static final int SNAPSHOT = 1;
    /** Flag: of the past, sent for a client that resumes, replays or asked for it again. */
    public static final int REPLAY = 2;
    /** Flag: messages between this packet and the one before were conflated. */
    public static final int CONFLATED = 4;
    /** Most bytes of frames in a packet. */
    public static final int MAX_FRAMES = 16 * 1024 - 16;
    /** Bytes of a packet's header. */
    public static final int HEADER_LENGTH = 16;

    private static final int WEB_SOCKET_HEADER = 4;
    private static final int BINARY_FRAME = 0x82;
    private static final int VERSION = 1;

    private ByteBuf packet;
    private ByteBuffer viewed;
    private ByteBuffer view;
    private int count;

    /** Begins a packet of at most {@code capacity} bytes of frames. */
    public void begin(ByteBufAllocator allocator, int capacity) {
        packet = allocator.directBuffer(WEB_SOCKET_HEADER + HEADER_LENGTH + capacity);
        packet.writerIndex(WEB_SOCKET_HEADER + HEADER_LENGTH);
        count = 0;
    }

    /** Begins a packet in memory of the caller's. */
    public void begin(ByteBuf memory) {
        packet = memory.clear();
        packet.writerIndex(WEB_SOCKET_HEADER + HEADER_LENGTH);
        count = 0;
    }

    /** Appends whole frames that lie one behind the other. */
    public void append(DirectBuffer frames, int offset, int length, int messages) {
        int index = packet.writerIndex();
        ByteBuffer bytes = frames.byteBuffer();
        if (bytes != null) {
            int start = frames.wrapAdjustment() + offset;
            packet.writeBytes(viewOf(bytes).limit(start + length).position(start));
        } else {
            packet.writeBytes(frames.byteArray(), frames.wrapAdjustment() + offset, length);
        }
        count += messages;
        assert packet.writerIndex() == index + length;
    }

    /** Returns a view to be moved freely; it is made anew only where another buffer comes by. */
    @SuppressWarnings("ReferenceEquality") // not the content is asked for, but whose memory it is
    private ByteBuffer viewOf(ByteBuffer bytes) {
        if (bytes != viewed) {
            viewed = bytes;
            view = bytes.duplicate();
        }
        return view.clear();
    }

    /** Appends one frame. */
    public void append(DirectBuffer frames, int offset) {
        append(frames, offset, FanOutFrame.length(frames, offset), 1);
    }

    public int count() {
        return count;
    }

    /** Returns the bytes of frames so far. */
    public int length() {
        return packet.writerIndex() - WEB_SOCKET_HEADER - HEADER_LENGTH;
    }

    /** Returns the finished packet; the caller releases it. */
    public ByteBuf finish(int flags, long sendTimeNs) {
        ByteBuf finished = packet;
        packet = null;
        int length = finished.writerIndex() - WEB_SOCKET_HEADER;
        finished.setByte(WEB_SOCKET_HEADER, VERSION);
        finished.setByte(WEB_SOCKET_HEADER + 1, flags);
        finished.setShortLE(WEB_SOCKET_HEADER + 2, count);
        finished.setIntLE(WEB_SOCKET_HEADER + 4, length);
        finished.setLongLE(WEB_SOCKET_HEADER + 8, sendTimeNs);
        if (length < 126) {
            finished.setByte(2, BINARY_FRAME).setByte(3, length).readerIndex(2);
        } else {
            finished.setByte(0, BINARY_FRAME).setByte(1, 126).setShort(2, length);
        }
        return finished;
    }
}
