package org.millrace.gateway.replay;

import org.millrace.gateway.fanout.CatchUp;

/** Something of the past that is being sent to one client, piece by piece, on the thread of {@link Replays}. */
public abstract class Telling {
    final CatchUp journal;
    final ReplayListener listener;
    final Packets packets;
    private volatile boolean stopped;

    Telling(CatchUp journal, ReplayListener listener) {
        this.journal = journal;
        this.listener = listener;
        packets = new Packets(listener::onPacket);
    }

    /** Tells that a packet has gone into the client's queue; for any thread. */
    public final void onSent() {
        packets.onSent();
    }

    /** Sends nothing more; for any thread. */
    public final void stop() {
        stopped = true;
    }

    /** Does a bounded piece of work; returns how much. */
    abstract int poll(long nowNs);

    /** Ends it, because it cannot go on. */
    abstract void fail();

    /** Tells whether nothing more is wanted of it. */
    final boolean isStopped() {
        return stopped;
    }

    /** Lets go of what it holds. */
    final void close() {
        packets.close();
        journal.close();
    }
}
