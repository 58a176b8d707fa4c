package org.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.millrace.engine.replay.StartStopped;

class OpeningTest {
    @Test
    void shouldReturnWhatWasOpened() {
        AtomicInteger asked = new AtomicInteger();

        String opened = Opening.await(
                () -> "store",
                unwanted -> {
                    throw new IllegalStateException("it was wanted");
                },
                Thread::new,
                () -> asked.incrementAndGet() < 0);

        assertThat(opened).isEqualTo("store");
    }

    @Test
    void shouldPassOnARefusal() {
        assertThatThrownBy(() -> Opening.await(
                        () -> {
                            throw new OperationFailed("the port is taken");
                        },
                        unwanted -> {},
                        Thread::new,
                        () -> false))
                .isInstanceOf(OperationFailed.class)
                .hasMessage("the port is taken");
    }

    @Test
    void shouldNotWaitForWhatNobodyWantsAndCloseItWhenItComes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();

        assertThatThrownBy(() -> Opening.await(
                        () -> {
                            begun.countDown();
                            pass(mayEnd);
                            return "store";
                        },
                        closed::complete,
                        Thread::new,
                        () -> begun.getCount() == 0))
                .isInstanceOf(StartStopped.class);
        assertThat(closed).isNotDone();
        mayEnd.countDown();

        assertThat(closed.get(1, TimeUnit.MINUTES)).isEqualTo("store");
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
