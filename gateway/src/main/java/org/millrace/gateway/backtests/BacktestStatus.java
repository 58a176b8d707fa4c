package org.millrace.gateway.backtests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.codecs.instrument.Instrument;

/**
 * How a backtest stands.
 *
 * @param progress        how much was read, 0 to 1
 * @param events          that the line was given
 * @param eventsPerSecond of the time that it ran; 0: it has not begun
 * @param error           why it failed; empty: it has not
 * @param result          what came of it, once it is done
 */
public record BacktestStatus(
        BacktestRequest request,
        State state,
        double progress,
        long events,
        double eventsPerSecond,
        String error,
        Optional<Result> result) {
    /** How far it has come. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /**
     * What came of it.
     *
     * @param measures    by their names; NaN: it cannot be said
     * @param instruments that were traded, and the benchmark
     * @param orders      that were placed
     * @param fills       that they had
     * @param trades      round trips, those that are open among them
     * @param refusals    how often which rule of risk refused an order
     * @param faults      what ended strategies
     */
    public record Result(
            Map<String, Double> measures,
            List<Instrument> instruments,
            long orders,
            int fills,
            int trades,
            Map<String, Integer> refusals,
            List<String> faults) {}
}
