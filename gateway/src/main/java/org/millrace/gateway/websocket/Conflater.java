package org.millrace.gateway.websocket;

import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * Holds back what clients want no more often than every so many milliseconds: of each stream the first message goes at
 * once, those behind it when their time has come, and only the newest. Allocates only where a stream is seen first.
 */
final class Conflater {
    private static final long NEVER = Long.MIN_VALUE;

    private final Subscriptions subscriptions;
    private final Long2LongHashMap sentNs = new Long2LongHashMap(NEVER);
    private final LongArrayList waiting = new LongArrayList();
    private boolean dropped;

    Conflater(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Tells whether the frame at {@code offset} is to wait, and notes that it does. */
    boolean holds(DirectBuffer frames, int offset, long nowNs) {
        int channel = FanOutFrame.channel(frames, offset);
        long intervalNs = subscriptions.conflateNs(channel);
        if (intervalNs == 0) {
            return false;
        }
        int message = FanOutFrame.messageOffset(offset);
        long stream = stream(channel, EventPrefix.instrumentId(frames, message));
        boolean isFinal = Channels.isBar(channel) && Channels.closedOf(frames, message) != Channels.NONE;
        boolean isWaiting = waiting.containsLong(stream);
        long last = sentNs.get(stream);
        if (isFinal) {
            if (isWaiting) {
                waiting.removeLong(stream);
                dropped = true;
            }
            return false;
        }
        if (!isWaiting && (last == NEVER || nowNs - last >= intervalNs)) {
            sentNs.put(stream, nowNs);
            return false;
        }
        if (!isWaiting) {
            waiting.addLong(stream);
        }
        return true;
    }

    /** Tells, once, whether messages were left out of the packet that is being put together. */
    boolean takeDropped() {
        boolean was = dropped;
        dropped = false;
        return was;
    }

    /** Returns the streams of which something waits. */
    LongArrayList waiting() {
        return waiting;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns the next stream whose time has come, which waits no more; −1 = none. */
    long pollDue(long nowNs) {
        for (int i = 0; i < waiting.size(); i++) {
            long stream = waiting.getLong(i);
            if (waitNs(stream, nowNs) <= 0) {
                waiting.fastUnorderedRemove(i);
                sentNs.put(stream, nowNs);
                return stream;
            }
        }
        return -1;
    }

    /** Returns how long it is until the next is due. */
    long waitNs(long nowNs) {
        long least = TimeUnit.MINUTES.toNanos(1);
        for (int i = 0; i < waiting.size(); i++) {
            least = Math.min(least, waitNs(waiting.getLong(i), nowNs));
        }
        return least;
    }

    static int channel(long stream) {
        return (int) (stream >>> 32);
    }

    static int instrumentId(long stream) {
        return (int) stream;
    }

    private long waitNs(long stream, long nowNs) {
        return sentNs.get(stream) + subscriptions.conflateNs(channel(stream)) - nowNs;
    }

    private static long stream(int channel, int instrumentId) {
        return (long) channel << 32 | instrumentId;
    }
}
