package org.millrace.engine.program;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.millrace.engine.replay.StartStopped;

/** Opens what takes long on a thread of its own, so that a start which is to end need not wait for it. */
final class Opening {
    private static final long POLL_MS = 5;

    private Opening() {}

    /**
     * Returns what the supplier returns.
     *
     * @param unwanted  takes it where nobody waits any more
     * @param isStopped asked again and again
     * @throws StartStopped once it says so
     */
    static <T> T await(
            Supplier<T> supplier, Consumer<T> unwanted, ThreadFactory threads, BooleanSupplier isStopped) {
        CompletableFuture<T> opened = new CompletableFuture<>();
        threads.newThread(() -> open(supplier, opened)).start();
        try {
            while (!isStopped.getAsBoolean()) {
                try {
                    return opened.get(POLL_MS, MILLISECONDS);
                } catch (TimeoutException e) {
                    continue; // it goes on
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        opened.thenAccept(unwanted);
        throw new StartStopped();
    }

    private static <T> void open(Supplier<T> supplier, CompletableFuture<T> opened) {
        try {
            opened.complete(supplier.get());
        } catch (RuntimeException | Error e) { // told by whoever waits
            opened.completeExceptionally(e);
        }
    }
}
