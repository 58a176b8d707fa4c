package org.millrace.gateway.websocket;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** Everything that a client wants, and in which form. Clients that want the same are served by one encoding. */
final class Subscriptions {
    private final boolean json;
    private final Selection[] byChannel;

    Subscriptions(boolean json) {
        this(json, new Selection[Channels.LIMIT]);
    }

    private Subscriptions(boolean json, Selection[] byChannel) {
        this.json = json;
        this.byChannel = byChannel;
    }

    boolean isJson() {
        return json;
    }

    /** Tells whether the frame at {@code offset} is wanted. */
    boolean want(DirectBuffer frames, int offset) {
        Selection selection = byChannel[FanOutFrame.channel(frames, offset)];
        int message = FanOutFrame.messageOffset(offset);
        return selection != null
                && selection.wants(EventPrefix.venue(frames, message), EventPrefix.instrumentId(frames, message));
    }

    /** Returns what is wanted of a channel, or null. */
    Selection of(int channel) {
        return byChannel[channel];
    }

    /** Returns a copy in which a channel has another selection; an empty one or null removes it. */
    Subscriptions with(int channel, Selection selection) {
        Selection[] copy = byChannel.clone();
        copy[channel] = selection == null || selection.isEmpty() ? null : selection;
        return new Subscriptions(json, copy);
    }

    /** Returns channels subscribed to. */
    int count() {
        return (int)
                Arrays.stream(byChannel).filter(selection -> selection != null).count();
    }

    /** Returns instruments that were named, over all channels. */
    int named() {
        return Arrays.stream(byChannel)
                .filter(selection -> selection != null)
                .mapToInt(Selection::named)
                .sum();
    }

    /** Tells whether a client that cannot take them must go. */
    boolean areVital() {
        return Arrays.stream(byChannel)
                .anyMatch(selection -> selection != null && selection.slow() == SlowPolicy.DISCONNECT);
    }

    boolean isEmpty() {
        return count() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subscriptions subscriptions
                && json == subscriptions.json
                && Arrays.equals(byChannel, subscriptions.byChannel);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byChannel) + (json ? 1 : 0);
    }
}
