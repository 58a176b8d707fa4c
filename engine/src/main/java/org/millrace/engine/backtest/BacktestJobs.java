package org.millrace.engine.backtest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs backtests one after the other, on a thread of the lowest priority, and keeps the newest. Any thread may use it.
 */
public final class BacktestJobs implements AutoCloseable {
    private final Map<Long, BacktestJob> jobs = new LinkedHashMap<>();
    private final int mostKept;
    private final ExecutorService runner = Executors.newSingleThreadExecutor(BacktestJobs::thread);

    /**
     * Makes one that runs nothing yet.
     *
     * @param mostKept jobs that are kept, running and waiting ones among them
     */
    public BacktestJobs(int mostKept) {
        this.mostKept = mostKept;
    }

    /**
     * Takes a job, to be run when those before it are done.
     *
     * @param id by which it is found again
     * @return false: there are so many that none can be forgotten yet
     */
    public synchronized boolean submit(long id, BacktestJob job) {
        if (jobs.size() >= mostKept && !forgetOldest()) {
            return false;
        }
        jobs.put(id, job);
        runner.execute(job);
        return true;
    }

    /** Returns a job that is kept. */
    public synchronized Optional<BacktestJob> get(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Returns all that are kept, the oldest first. */
    public synchronized Map<Long, BacktestJob> all() {
        return new LinkedHashMap<>(jobs);
    }

    @Override
    public synchronized void close() {
        jobs.values().forEach(BacktestJob::cancel);
        runner.shutdownNow();
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where it is heeded, the line goes first
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "backtests");
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setDaemon(true);
        return thread;
    }

    private boolean forgetOldest() {
        for (Map.Entry<Long, BacktestJob> each : jobs.entrySet()) {
            boolean isWaitedFor = each.getValue().state() == BacktestJob.State.QUEUED
                    || each.getValue().state() == BacktestJob.State.RUNNING;
            if (!isWaitedFor) {
                jobs.remove(each.getKey());
                return true;
            }
        }
        return false;
    }
}
