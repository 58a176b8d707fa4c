package org.millrace.feeds.simulator.face;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.feeds.simulator.market.SeededRandom;

/**
 * Takes a face's payloads to who subscribed to their stream, or does what else {@link Mischief} says. Streams are numbered
 * instrument by instrument, kind by kind.
 */
public final class Broadcast implements FrameSink {
    private final int kindCount;
    private final List<List<Conversation>> subscribers = new ArrayList<>();
    private final Mischief mischief;
    private final Payload payload;

    /**
     * Makes streams that nobody has subscribed to.
     *
     * @param kinds what each kind of stream carries
     */
    public Broadcast(FaceContext context, List<Content> kinds) {
        kindCount = kinds.size();
        mischief = new Mischief(context.market(), kinds);
        payload = new Payload(new SeededRandom(context.seed()));
        for (int i = context.market().count() * kindCount; i > 0; i--) {
            subscribers.add(new ArrayList<>());
        }
    }

    /** Returns the number of an instrument's stream of a kind. */
    public int stream(int instrument, int kind) {
        return instrument * kindCount + kind;
    }

    /** Returns whose stream it is. */
    public int instrument(int stream) {
        return stream / kindCount;
    }

    /** Returns which kind of stream it is. */
    public int kind(int stream) {
        return stream % kindCount;
    }

    /** Subscribes; answers whether that is new. */
    public boolean subscribe(int stream, Conversation conversation) {
        List<Conversation> list = subscribers.get(stream);
        return !list.contains(conversation) && list.add(conversation);
    }

    /** Unsubscribes; answers whether it was subscribed. */
    public boolean unsubscribe(int stream, Conversation conversation) {
        return subscribers.get(stream).remove(conversation);
    }

    /** Unsubscribes from everything. */
    public void leave(Conversation conversation) {
        subscribers.forEach(list -> list.remove(conversation));
    }

    /** Prepares a misbehaviour for the next payload that it concerns. */
    public void misbehave(Misbehaviour kind, int instrument) {
        mischief.arm(kind, instrument);
    }

    /** Answers whether a request for a snapshot is to be refused; asked once for each. */
    public boolean refusesSnapshot() {
        return mischief.refuses();
    }

    /** Answers whether the instrument is silent for a while, and what is said of it comes to nobody. */
    public boolean isStale(int instrument) {
        return mischief.isStale(instrument);
    }

    @Override
    public boolean wants(int stream) {
        return !subscribers.get(stream).isEmpty();
    }

    @Override
    public void onPayload(int stream, DirectBuffer buffer, int offset, int length) {
        if (mischief.isStale(instrument(stream))) {
            return;
        }
        payload.wrap(stream, buffer, offset, length, mischief.next(stream));
        List<Conversation> list = subscribers.get(stream);
        for (int i = list.size() - 1; i >= 0; i--) {
            list.get(i).onPayload(payload);
        }
    }
}
