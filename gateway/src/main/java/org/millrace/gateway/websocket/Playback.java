package org.millrace.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.millrace.gateway.replay.ReplayListener;
import org.millrace.gateway.replay.Telling;

/**
 * The event loop's end of something of the past: writes what it is handed, in order, as the client reads. It is told of
 * the past on another thread, and acts on the event loop only.
 */
abstract class Playback implements ReplayListener {
    final ClientSession session;
    final EventLoop loop;
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    private Telling source;
    private boolean over;

    /** A packet, or something to be done when all before it was written. */
    private record Delivery(ByteBuf packet, Runnable word) {}

    Playback(ClientSession session, EventLoop loop) {
        this.session = session;
        this.loop = loop;
    }

    /** Notes where it comes from, which is told what was sent, and ends with it. */
    final void source(Telling of) {
        source = of;
    }

    @Override
    public final void onPacket(ByteBuf packet) {
        hand(new Delivery(packet, null));
    }

    /** Has something done on the event loop, when all that came before was written; from any thread. */
    final void say(Runnable word) {
        hand(new Delivery(null, word));
    }

    /** Writes what waits, as far as there is room. */
    final void flow() {
        while (!waiting.isEmpty() && session.hasRoomForPast()) {
            Delivery next = waiting.remove();
            if (next.packet() == null) {
                next.word().run();
            } else {
                session.sendPast(next.packet());
                onSent();
            }
        }
        session.flush();
    }

    /** Ends it: what waits and what still comes is thrown away. */
    void stop() {
        over = true;
        waiting.stream().filter(each -> each.packet() != null).forEach(each -> each.packet()
                .release());
        waiting.clear();
        endSource();
    }

    /** Has nothing more come from where it came. */
    final void endSource() {
        if (source != null) {
            source.stop();
            source = null;
        }
    }

    private void onSent() {
        if (source != null) {
            source.onSent();
        }
    }

    private void hand(Delivery delivery) {
        try {
            loop.execute(() -> add(delivery));
        } catch (RejectedExecutionException e) { // the gateway has ended
            drop(delivery);
        }
    }

    private void add(Delivery delivery) {
        if (over || session.isClosing()) {
            drop(delivery);
        } else {
            waiting.add(delivery);
            flow();
        }
    }

    private static void drop(Delivery delivery) {
        if (delivery.packet() != null) {
            delivery.packet().release();
        }
    }
}
