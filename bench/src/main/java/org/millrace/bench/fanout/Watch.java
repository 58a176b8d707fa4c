package org.millrace.bench.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.function.BooleanSupplier;
import org.millrace.gateway.websocket.SentCounters;

/** Looks at a gateway again and again: what waits for its clients, and whether so many have been sent away. */
final class Watch implements BooleanSupplier {
    private static final int EVERY = 64;

    private final SentCounters sent;
    private final int closes;
    private final ByteBufAllocatorMetricProvider memory = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
    private int looks;
    private int held;
    private long queuedBytes;
    private long memoryBytes;

    /**
     * @param closes how many are to be sent away; 0: it is not waited for that
     */
    Watch(SentCounters sent, int closes) {
        this.sent = sent;
        this.closes = closes;
    }

    @Override
    public boolean getAsBoolean() {
        if (looks++ % EVERY == 0) {
            held = Math.max(held, sent.held());
            queuedBytes = Math.max(queuedBytes, sent.queuedBytes());
            memoryBytes = Math.max(memoryBytes, memory.metric().usedDirectMemory());
        }
        return closes > 0 && sent.slowCloses() >= closes;
    }

    /** Returns the most clients that were held back at a time. */
    int held() {
        return held;
    }

    /** Returns the most bytes that waited for one client. */
    long queuedBytes() {
        return queuedBytes;
    }

    /** Returns the most bytes that Netty's buffers took, all together. */
    long memoryBytes() {
        return memoryBytes;
    }
}
