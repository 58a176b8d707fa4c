package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does numbered tasks on several threads; which thread does which depends on chance, so nothing may depend on that. */
final class Workers implements AutoCloseable {
    private final int count;
    private final ExecutorService threads;

    Workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("workers: " + count + ", expected 1 or more");
        }
        this.count = count;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does tasks 0 to count - 1, and returns when all are done; what one throws ends all. */
    void forEach(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(() -> {
                for (int each = next.getAndIncrement(); each < tasks; each = next.getAndIncrement()) {
                    try {
                        task.accept(each);
                    } catch (RuntimeException e) { // whatever it is: no other thread begins a task after it
                        next.set(tasks);
                        throw e;
                    }
                }
            }));
        }
        running.forEach(Workers::await);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers were busy", e);
        }
    }
}
