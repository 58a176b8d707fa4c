package org.millrace.gateway.websocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** The streams of which a client is owed something, oldest first. What comes of them meanwhile is not sent but noted. */
final class Arrears {
    private final Long2ObjectHashMap<Arrear> byStream = new Long2ObjectHashMap<>();
    private final Queue<Arrear> inOrder = new ArrayDeque<>();

    boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /** Tells whether something is owed of the stream of the frame at {@code offset}. */
    boolean holds(DirectBuffer frames, int offset) {
        return byStream.containsKey(stream(frames, offset));
    }

    /** Owes a snapshot of a stream. */
    void addSnapshot(int channel, int instrumentId) {
        Arrear arrear = byStream.get(stream(channel, instrumentId));
        (arrear == null ? open(channel, instrumentId) : arrear).makeSnapshot();
    }

    /** Owes the message at {@code offset}. */
    void addMissed(DirectBuffer frames, int offset) {
        Arrear arrear = byStream.get(stream(frames, offset));
        int channel = FanOutFrame.channel(frames, offset);
        int message = FanOutFrame.messageOffset(offset);
        int streamSequence = FanOutFrame.streamSequence(frames, offset);
        if (arrear == null) {
            arrear = open(channel, EventPrefix.instrumentId(frames, message));
            arrear.begin(streamSequence);
        }
        arrear.add(streamSequence, Channels.isBar(channel) && Channels.closedOf(frames, message) != Channels.NONE);
    }

    /** Returns what has been owed longest; it is owed no more. */
    Arrear poll() {
        Arrear arrear = inOrder.poll();
        byStream.remove(stream(arrear.channel(), arrear.instrumentId()));
        return arrear;
    }

    /** Forgets what is no longer wanted. */
    void removeIf(Predicate<Arrear> condition) {
        inOrder.removeIf(arrear -> {
            boolean goes = condition.test(arrear);
            if (goes) {
                byStream.remove(stream(arrear.channel(), arrear.instrumentId()));
            }
            return goes;
        });
    }

    private Arrear open(int channel, int instrumentId) {
        Arrear arrear = new Arrear(channel, instrumentId);
        byStream.put(stream(channel, instrumentId), arrear);
        inOrder.add(arrear);
        return arrear;
    }

    private static long stream(DirectBuffer frames, int offset) {
        return stream(
                FanOutFrame.channel(frames, offset),
                EventPrefix.instrumentId(frames, FanOutFrame.messageOffset(offset)));
    }

    private static long stream(int channel, int instrumentId) {
        return (long) channel << 32 | instrumentId;
    }
}
