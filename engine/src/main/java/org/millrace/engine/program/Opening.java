package org.millrace.engine.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
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
    static <T> T await(Supplier<T> supplier, Consumer<T> unwanted, ThreadFactory threads, BooleanSupplier isStopped) {
        CompletableFuture<T> opened = new CompletableFuture<>();
        Thread opening = threads.newThread(() -> open(supplier, unwanted, opened));
        opening.start();
        try {
            while (!opened.isDone()) {
                if (isStopped.getAsBoolean() && opened.cancel(false)) {
                    throw new StartStopped();
                }
                opening.join(POLL_MS);
            }
            return opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> void open(Supplier<T> supplier, Consumer<T> unwanted, CompletableFuture<T> opened) {
        try {
            T made = supplier.get();
            if (!opened.complete(made)) {
                unwanted.accept(made);
            }
        } catch (RuntimeException | Error e) { // told by whoever waits
            opened.completeExceptionally(e);
        }
    }
}
