package org.millrace.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly end with exit code 0: the JVM's own would be 143 or 130. The signal starts
 * the JVM's shutdown, which waits in here until the program has drained.
 */
final class Termination {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Begins to listen to signals. */
    Termination() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "termination"));
    }

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

    /** Tells that the program has drained and closed. */
    void ended() {
        ended.countDown();
    }

    private void onShutdown() {
        boolean bySignal = requested.getCount() > 0;
        requested.countDown();
        if (bySignal) {
            awaitEnd();
            Runtime.getRuntime().halt(ExitCode.DONE);
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
