package org.millrace.engine.backtest;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.millrace.engine.strategy.StrategyLibrary;

/**
 * A backtest that somebody waits for. One thread runs it; any may look at how far it is, and cancel it.
 *
 * <p>What it fails with is kept for those who wait, not thrown: there is nobody else to take it.
 */
public final class BacktestJob implements Runnable {
    private final BacktestSpec spec;
    private final StrategyLibrary library;
    private final Supplier<Inputs> source;
    private final LongSupplier clock;
    private volatile State state = State.QUEUED;
    private volatile double progress;
    private volatile long events;
    private volatile long nanos;
    private volatile boolean cancelled;
    private volatile BacktestResult result;
    private volatile RuntimeException failure;

    /** How it stands. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /**
     * Prepares one.
     *
     * @param library knows its strategies
     * @param source  opens the inputs, when it is run
     * @param clock   ns, by which it is timed
     */
    public BacktestJob(BacktestSpec spec, StrategyLibrary library, Supplier<Inputs> source, LongSupplier clock) {
        this.spec = spec;
        this.library = library;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (cancelled) {
            state = State.CANCELLED;
            return;
        }
        state = State.RUNNING;
        long startNs = clock.getAsLong();
        try (Inputs inputs = source.get()) {
            Backtest backtest = new Backtest(spec, library);
            while (!cancelled && backtest.read(inputs) > 0) {
                progress = inputs.progress();
                events = backtest.count();
                nanos = clock.getAsLong() - startNs;
            }
            if (!cancelled) {
                result = backtest.finish();
                progress = 1;
            }
            state = cancelled ? State.CANCELLED : State.DONE;
        } catch (RuntimeException e) { // of the journal, or of a stage
            failure = e;
        } finally {
            if (state == State.RUNNING) { // an error is nobody's to keep
                state = State.FAILED;
            }
        }
    }

    /** Ends it soon; one that is done stays done. */
    public void cancel() {
        cancelled = true;
    }

    public BacktestSpec spec() {
        return spec;
    }

    public State state() {
        return state;
    }

    /** Returns how much was read, 0 to 1. */
    public double progress() {
        return progress;
    }

    /** Returns how many events the line was given. */
    public long events() {
        return events;
    }

    /** Returns how long it took to give them, ns. */
    public long nanos() {
        return nanos;
    }

    /** Returns what came of it, once it is {@link State#DONE}. */
    public Optional<BacktestResult> result() {
        return Optional.ofNullable(result);
    }

    /** Returns what it failed with. */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }
}
