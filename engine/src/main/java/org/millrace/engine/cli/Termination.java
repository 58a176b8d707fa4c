package org.millrace.engine.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notes SIGTERM, SIGINT and SIGHUP, so that the program ends in order and with an exit code of its own: the JVM's would be
 * 143, 130 or 129. The JVM goes on as before meanwhile: behind a shutdown hook, libraries that a start is still loading
 * could not add theirs.
 */
final class Termination implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

    private final CountDownLatch requested = new CountDownLatch(1);
    private final Signals signals = Signals.on(SIGNALS, this::request);

    /** Ends the wait without a signal: the program has stopped by itself. */
    void request() {
        requested.countDown();
    }

    /** Waits for a signal or a request. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Waits for a signal or a request, so long at most; tells whether there was one. */
    boolean await(long ns) throws InterruptedException {
        return requested.await(ns, TimeUnit.NANOSECONDS);
    }

    /** Waits likewise; true: there was none. */
    boolean passes(long ns) {
        try {
            return !await(ns);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Leaves signals to the JVM again: the program has drained and closed. */
    @Override
    public void close() {
        signals.close();
    }
}
