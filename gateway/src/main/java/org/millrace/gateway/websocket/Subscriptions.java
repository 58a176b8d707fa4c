package org.millrace.gateway.websocket;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.StreamFilter;

/** Everything that a client wants, and in which form. Clients that want the same are served by one encoding. */
final class Subscriptions implements StreamFilter {
    private final Form form;
    private final Selection[] byChannel;

    Subscriptions(Form form) {
        this(form, new Selection[Channels.LIMIT]);
    }

    private Subscriptions(Form form, Selection[] byChannel) {
        this.form = form;
        this.byChannel = byChannel;
    }

    /** Returns the form in which it is to be sent. */
    Form form() {
        return form;
    }

    /** Tells whether the frame at {@code offset} is wanted. */
    boolean want(DirectBuffer frames, int offset) {
        Selection selection = byChannel[FanOutFrame.channel(frames, offset)];
        return selection != null && selection.wants(frames, FanOutFrame.messageOffset(offset));
    }

    @Override
    public boolean wants(int channel, DirectBuffer event, int offset) {
        Selection selection = byChannel[channel];
        return selection != null && selection.wants(event, offset);
    }

    /** Tells whether a stream is wanted. */
    boolean wants(int channel, int venue, int instrumentId) {
        Selection selection = byChannel[channel];
        return selection != null && selection.wants(venue, instrumentId);
    }

    /** Returns how far apart messages of a stream shall be at least; 0 = as they come. */
    long conflateNs(int channel) {
        return TimeUnit.MILLISECONDS.toNanos(byChannel[channel] == null ? 0 : byChannel[channel].conflateMs());
    }

    /** Tells whether any channel is wanted less often than it comes. */
    boolean areConflated() {
        return channels().anyMatch(channel -> byChannel[channel].conflateMs() > 0);
    }

    /** Returns what is wanted of a channel, or null. */
    Selection of(int channel) {
        return byChannel[channel];
    }

    /** Returns nothing, in the same form. */
    Subscriptions none() {
        return new Subscriptions(form);
    }

    /** Returns a copy in which a channel has another selection; an empty one or null removes it. */
    Subscriptions with(int channel, Selection selection) {
        Selection[] copy = byChannel.clone();
        copy[channel] = selection == null || selection.isEmpty() ? null : selection;
        return new Subscriptions(form, copy);
    }

    /** Returns a copy in which the selection of a channel is changed. */
    Subscriptions changed(int channel, Selection.Change change) {
        Selection selection = byChannel[channel].copy();
        change.apply(selection);
        return with(channel, selection);
    }

    /** Returns what is in either. */
    Subscriptions plus(Subscriptions other) {
        Selection[] copy = byChannel.clone();
        for (int channel = 0; channel < copy.length; channel++) {
            Selection more = other.byChannel[channel];
            copy[channel] = copy[channel] == null ? more : more == null ? copy[channel] : copy[channel].plus(more);
        }
        return new Subscriptions(form, copy);
    }

    /** Tells whether a stream may be in both. */
    boolean overlap(Subscriptions other) {
        return channels()
                .anyMatch(channel ->
                        other.byChannel[channel] != null && byChannel[channel].overlaps(other.byChannel[channel]));
    }

    /** Returns the channels subscribed to. */
    IntStream channels() {
        return IntStream.range(0, byChannel.length).filter(channel -> byChannel[channel] != null);
    }

    /** Returns how many they are. */
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
                && form.equals(subscriptions.form)
                && Arrays.equals(byChannel, subscriptions.byChannel);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byChannel) * 31 + form.hashCode();
    }
}
