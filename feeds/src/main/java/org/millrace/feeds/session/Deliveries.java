package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps what found the ring full, in order, and tries again until it is through. While anything waits here, no socket
 * is read. Lives on the feed's event loop.
 */
public final class Deliveries {
    private static final int QUICK_RETRIES = 64;
    private static final long RETRY_MS = 1;

    private final EventLoop loop;
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private final Runnable retry = this::retry;
    private boolean delivering;
    private int retries;

    public Deliveries(EventLoop loop) {
        this.loop = loop;
    }

    /** Answers whether frames may be handed over: nothing that came before them waits. */
    public boolean isOpen() {
        return delivering || waiting.isEmpty();
    }

    /** Delivers now, or as soon as what waits is through and there is room. */
    public void deliver(Delivery delivery) {
        if (waiting.isEmpty() && delivery.deliver()) {
            return;
        }
        defer(delivery);
    }

    /** Delivers as soon as there is room; the attempt just made has failed. */
    void defer(Delivery delivery) {
        waiting.add(delivery);
        if (waiting.size() == 1 && !delivering) {
            retries = 0;
            scheduleRetry();
        }
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
    }

    private void retry() {
        delivering = true;
        while (!waiting.isEmpty() && waiting.peek().deliver()) {
            waiting.poll();
            retries = 0;
        }
        delivering = false;
        if (!waiting.isEmpty()) {
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        if (loop.isShuttingDown()) {
            return;
        }
        try {
            if (retries++ < QUICK_RETRIES) {
                loop.execute(retry);
            } else {
                var unused = loop.schedule(retry, RETRY_MS, MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            waiting.clear(); // the loop has just ended: nobody waits any more
        }
    }
}
