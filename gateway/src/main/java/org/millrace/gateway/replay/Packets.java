package org.millrace.gateway.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.protocol.PacketWriter;

/** Gathers frames of the past in packets, of which only some may be on their way; that they are sent any thread tells. */
final class Packets {
    private static final int MOST_AHEAD = 8;

    private final Consumer<ByteBuf> consumer;
    private final AtomicInteger ahead = new AtomicInteger();
    private final PacketWriter packet = new PacketWriter();
    private boolean open;

    Packets(Consumer<ByteBuf> consumer) {
        this.consumer = consumer;
    }

    /** Tells whether another packet may be handed over. */
    boolean hasRoom() {
        return ahead.get() < MOST_AHEAD;
    }

    void onSent() {
        ahead.decrementAndGet();
    }

    /** Appends the frame at {@code offset}; what does not fit with it goes first. */
    void append(DirectBuffer frames, int offset, long nowNs) {
        if (open && packet.length() + FanOutFrame.length(frames, offset) > PacketWriter.MAX_FRAMES) {
            flush(nowNs);
        }
        if (!open) {
            packet.begin(ByteBufAllocator.DEFAULT, PacketWriter.MAX_FRAMES);
            open = true;
        }
        packet.append(frames, offset);
    }

    /** Hands over what has been gathered. */
    void flush(long nowNs) {
        if (open) {
            open = false;
            ahead.incrementAndGet();
            consumer.accept(packet.finish(PacketWriter.REPLAY, nowNs));
        }
    }

    /** Throws away what has been gathered. */
    void close() {
        if (open) {
            open = false;
            packet.finish(0, 0).release();
        }
    }
}
