package org.millrace.gateway.backtests;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs strategies over what the engine has journaled. Any thread may ask; {@link #submit} and {@link #report} may take their time. */
public interface Backtests {
    /** Where there is no journal. */
    Backtests NONE = new Backtests() {
        @Override
        public Optional<BacktestStatus> submit(BacktestRequest request) {
            return Optional.empty();
        }

        @Override
        public List<BacktestStatus> all() {
            return List.of();
        }

        @Override
        public boolean forget(UUID id) {
            return false;
        }

        @Override
        public Optional<BacktestReport> report(UUID id) {
            return Optional.empty();
        }
    };

    /**
     * Takes a backtest, to be run when those before it are done; one whose id is known already is not run again.
     *
     * @return how it stands; empty: too many wait
     * @throws IllegalArgumentException if a model is not there; says which there are
     */
    Optional<BacktestStatus> submit(BacktestRequest request);

    /** Returns all that are kept, the oldest first. */
    List<BacktestStatus> all();

    /** Returns one that is kept. */
    default Optional<BacktestStatus> find(UUID id) {
        return all().stream().filter(each -> each.request().id().equals(id)).findFirst();
    }

    /** Ends one that is not done, and forgets it; false: there is none. */
    boolean forget(UUID id);

    /** Returns what came of one as a page; empty: it is not done, or not kept. Not to be asked on event loops. */
    Optional<BacktestReport> report(UUID id);
}
