package org.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.backtest.BacktestJob;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.gateway.backtests.BacktestRequest;

/** How many backtests wait and are kept, and whose are forgotten. */
class BacktestJobsTest {
    private static final BacktestJobs.Limits LIMITS = new BacktestJobs.Limits(3, 2, 2, 3);

    private final BacktestJobs jobs = new BacktestJobs(LIMITS, Thread::new);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        jobs.close();
    }

    @Test
    void shouldTakeNoMoreThanMayWaitOfOneAndOfAll() {
        assertThat(submit(1, "ann")).isTrue();
        assertThat(submit(1, "ann")).as("the same again").isTrue();
        assertThat(submit(2, "ann")).isTrue();
        assertThat(submit(3, "ann")).as("ann's third").isFalse();
        assertThat(submit(4, "bob")).isTrue();
        assertThat(submit(5, "eve")).as("the fourth of all").isFalse();
        assertThat(ids()).containsExactly(1L, 2L, 4L);

        assertThat(jobs.forget(id(2))).isTrue();
        assertThat(submit(5, "eve")).isTrue();
        assertThat(jobs.forget(id(2))).isFalse();
    }

    @Test
    void shouldForgetOnesOwnOldestBeforeThoseOfOthers() {
        gate.countDown();
        run(1, "bob");
        run(2, "ann");
        run(3, "ann");
        run(4, "ann");
        assertThat(ids()).containsExactly(1L, 3L, 4L);

        run(5, "eve");
        assertThat(ids()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void shouldEndAJobThatIsForgotten() {
        submit(1, "ann");
        BacktestJob job = jobs.find(id(1)).orElseThrow().job();
        Awaitility.await().until(() -> job.state() == BacktestJob.State.RUNNING);

        jobs.forget(id(1));
        gate.countDown();

        Awaitility.await().until(() -> job.state() == BacktestJob.State.CANCELLED);
        assertThat(job.result()).isEmpty();
    }

    private void run(long id, String owner) {
        assertThat(submit(id, owner)).isTrue();
        BacktestJob job = jobs.find(id(id)).orElseThrow().job();
        Awaitility.await().until(() -> job.state() == BacktestJob.State.DONE);
    }

    private boolean submit(long id, String owner) {
        BacktestRequest request = new BacktestRequest(
                id(id),
                owner,
                List.of(),
                List.of(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Map.of(),
                new BacktestRequest.Measuring("", 0, 0, "auto"));
        Supplier<Inputs> inputs = () -> new Gated(gate);
        BacktestSpec spec = BacktestSpec.of(List.of(), Map.of());
        return jobs.submit(request, new BacktestJob(spec, ShippedStrategies.library(), inputs, () -> 0))
                .isPresent();
    }

    private List<Long> ids() {
        return jobs.all().stream()
                .map(entry -> entry.request().id().getLeastSignificantBits())
                .toList();
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }

    /** Has no events, and says so once a gate is open. */
    private record Gated(CountDownLatch gate) implements Inputs {
        @Override
        public int poll(EventConsumer consumer) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }

        @Override
        public double progress() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
