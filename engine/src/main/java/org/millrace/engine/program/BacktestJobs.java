package org.millrace.engine.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.millrace.engine.backtest.BacktestJob;
import org.millrace.gateway.backtests.BacktestRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs backtests one after the other, and keeps the newest of each owner. Any thread may use it. */
final class BacktestJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BacktestJobs.class);

    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private final Limits limits;
    private final ThreadPoolExecutor runner;

    /** What was asked for, and what does it. */
    record Entry(BacktestRequest request, BacktestJob job) implements Runnable {
        @Override
        public void run() {
            job.run();
            job.failure().ifPresent(fault -> LOG.warn("a backtest failed: {}", fault.getMessage(), fault));
        }

        private boolean isOf(String owner) {
            return request.owner().equals(owner);
        }

        private boolean isUnfinished() {
            return job.state() == BacktestJob.State.QUEUED || job.state() == BacktestJob.State.RUNNING;
        }
    }

    /**
     * How many there may be.
     *
     * @param unfinished that wait or run
     * @param ofOne      of them an owner's
     * @param kept       of an owner, those that wait or run among them
     * @param keptOfAll  of all owners
     */
    record Limits(int unfinished, int ofOne, int kept, int keptOfAll) {
        static final Limits DEFAULTS = new Limits(16, 4, 16, 64);
    }

    /** Makes one that runs nothing yet; its one thread begins with the first job. */
    BacktestJobs(Limits limits, ThreadFactory threads) {
        this.limits = limits;
        runner = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    }

    /**
     * Takes a job, to be run when those before it are done; of one that is known the first stays.
     *
     * @return empty: too many wait
     */
    synchronized Optional<Entry> submit(BacktestRequest request, BacktestJob job) {
        Entry known = entries.get(request.id());
        if (known != null) {
            return Optional.of(known);
        }
        String owner = request.owner();
        List<Entry> unfinished =
                entries.values().stream().filter(Entry::isUnfinished).toList();
        if (unfinished.size() >= limits.unfinished()
                || unfinished.stream().filter(each -> each.isOf(owner)).count() >= limits.ofOne()) {
            return Optional.empty();
        }
        if (entries.values().stream().filter(each -> each.isOf(owner)).count() >= limits.kept()) {
            forgetOldest(owner);
        } else if (entries.size() >= limits.keptOfAll()) {
            forgetOldest("");
        }
        Entry entry = new Entry(request, job);
        entries.put(request.id(), entry);
        runner.execute(entry);
        return Optional.of(entry);
    }

    synchronized Optional<Entry> find(UUID id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Returns all that are kept, the oldest first. */
    synchronized List<Entry> all() {
        return new ArrayList<>(entries.values());
    }

    /** Ends a job that is not done, and forgets it; false: there is none. */
    synchronized boolean forget(UUID id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            entry.job().cancel();
            runner.remove(entry);
        }
        return entry != null;
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> entry.job().cancel());
        runner.shutdownNow();
    }

    /** Forgets the oldest that is done, of an owner; empty: of all. More are kept than may wait: there is one. */
    private void forgetOldest(String owner) {
        entries.values().stream()
                .filter(each -> !each.isUnfinished() && (owner.isEmpty() || each.isOf(owner)))
                .map(each -> each.request().id())
                .findFirst()
                .ifPresent(entries::remove);
    }
}
