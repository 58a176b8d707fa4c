package org.millrace.gateway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.fanout.CatchUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all replays in turn, on a thread that waits while there is none. They may be begun from any thread. */
public final class Replays implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final int IDLE_MS = 100;

    private final Supplier<CatchUp> journals;
    private final EpochNanoClock clock;
    private final Queue<Telling> added = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final List<Telling> running = new ArrayList<>();

    public Replays(Supplier<CatchUp> journals, EpochNanoClock clock) {
        this.journals = journals;
        this.clock = clock;
    }

    /** Returns a reader of the journal for one of them, which closes it. */
    public CatchUp journal() {
        return journals.get();
    }

    /** Begins with a replay. */
    public void play(Replay replay) {
        add(replay);
    }

    /** Begins to send some messages again. */
    public void resend(Resend resend) {
        add(resend);
    }

    private void add(Telling telling) {
        added.add(telling);
        wakes.offer(true);
    }

    @Override
    public int doWork() {
        if (running.isEmpty() && added.isEmpty()) {
            awaitWork();
        }
        for (Telling telling = added.poll(); telling != null; telling = added.poll()) {
            running.add(telling);
        }
        long nowNs = clock.nanoTime();
        int work = 0;
        for (int i = running.size() - 1; i >= 0; i--) {
            Telling telling = running.get(i);
            if (telling.isStopped()) {
                running.remove(i);
                telling.close();
            } else {
                work += poll(telling, nowNs);
            }
        }
        return work;
    }

    /** One that fails ends, and the others go on. */
    private static int poll(Telling telling, long nowNs) {
        try {
            return telling.poll(nowNs);
        } catch (RuntimeException e) {
            LOG.error("a replay ended: {}", e.getMessage(), e);
            telling.fail();
            return 1;
        }
    }

    @Override
    public void onClose() {
        running.forEach(Telling::close);
        added.forEach(Telling::close);
    }

    @Override
    public String roleName() {
        return "gateway-replay";
    }

    private void awaitWork() {
        try {
            wakes.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the runner sees it and ends
        }
    }
}
