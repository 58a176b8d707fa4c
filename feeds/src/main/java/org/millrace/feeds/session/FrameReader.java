package org.millrace.feeds.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import java.util.ArrayDeque;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.venue.StraightReader;

/**
 * Hands frames over one after the other; each read of the socket is copied once, a frame that its end cuts twice. Where a frame is not taken, it keeps what was read, stops reading, and goes on at {@link #deliver()}.
 */
final class FrameReader extends ChannelInboundHandlerAdapter implements WebSocketFrameDecoder, Delivery {
    private static final int INITIAL_LENGTH = 64 << 10;
    private static final int SLACK = StraightReader.SLACK;

    private final FrameParser parser;
    private final EpochNanoClock clock;
    private final Runnable onRefused;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final ExpandableArrayBuffer carry = new ExpandableArrayBuffer(INITIAL_LENGTH);
    private byte[] array = new byte[INITIAL_LENGTH];
    private final ArrayDeque<Read> waiting = new ArrayDeque<>();
    private int carryLength;
    private ChannelHandlerContext context;

    /** What one read brought, and when. */
    private record Read(ByteBuf bytes, long receiveTimeNs) {}

    /**
     * Makes a reader.
     *
     * @param onRefused runs when a frame is not taken: whoever refused it calls {@link #deliver()} later
     */
    FrameReader(FrameParser parser, EpochNanoClock clock, Runnable onRefused) {
        this.parser = parser;
        this.clock = clock;
        this.onRefused = onRefused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        long receiveTimeNs = clock.nanoTime();
        if (!waiting.isEmpty()) {
            waiting.add(new Read(bytes, receiveTimeNs));
        } else if (consume(bytes, receiveTimeNs)) {
            bytes.release();
        } else {
            waiting.add(new Read(bytes, receiveTimeNs));
            ctx.channel().config().setAutoRead(false);
            onRefused.run();
        }
    }

    /** Goes on with what was kept. */
    @Override
    public boolean deliver() {
        while (!waiting.isEmpty()) {
            Read read = waiting.peek();
            if (!consume(read.bytes(), read.receiveTimeNs())) {
                return false;
            }
            waiting.poll();
            read.bytes().release();
        }
        context.channel().config().setAutoRead(true);
        return true;
    }

    /** Gives back what was kept. */
    void release() {
        while (!waiting.isEmpty()) {
            waiting.poll().bytes().release();
        }
    }

    private boolean consume(ByteBuf bytes, long receiveTimeNs) {
        int base = bytes.readerIndex();
        wrap(bytes);
        int limit = view.capacity();
        int position = 0;
        if (carryLength > 0) {
            position = fillCarry(limit);
            bytes.readerIndex(base + position);
            if (parser.needed(carry, 0, carryLength) > carryLength) {
                return true;
            }
            parser.parse(carry, 0, carryLength, receiveTimeNs);
            if (parser.isRefused()) {
                return false;
            }
            carryLength = 0;
        }
        int end = parser.parse(view, position, limit, receiveTimeNs);
        bytes.readerIndex(base + end);
        if (parser.isRefused()) {
            return false;
        }
        carryLength = limit - end;
        carry.putBytes(0, view, end, carryLength);
        return true;
    }

    /** Copies what the frame begun in an earlier read still needs, as far as it has come. */
    private int fillCarry(int limit) {
        int copied = 0;
        int missing = parser.needed(carry, 0, carryLength) - carryLength;
        while (missing > 0 && copied < limit) {
            int length = Math.min(missing, limit - copied);
            carry.putBytes(carryLength, view, copied, length);
            carryLength += length;
            copied += length;
            missing = parser.needed(carry, 0, carryLength) - carryLength;
        }
        return copied;
    }

    /** Copies what was read to where decoders find it quickest: into an array with room behind. */
    private void wrap(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (array.length < length + SLACK) {
            array = new byte[2 * (length + SLACK)];
        }
        bytes.getBytes(bytes.readerIndex(), array, 0, length);
        view.wrap(array, 0, length);
    }
}
