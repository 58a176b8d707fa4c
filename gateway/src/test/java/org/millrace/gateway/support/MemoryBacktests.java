package org.millrace.gateway.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.backtests.BacktestReport;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.backtests.BacktestStatus;
import org.millrace.gateway.backtests.Backtests;

/** Keeps what is asked for, three at most: the first is done at once, and those behind it wait. */
public final class MemoryBacktests implements Backtests {
    private static final Instrument BTC =
            new Instrument(1, Venue.SIMULATOR, "BTCUSDT", "BTC-USDT", -2, -5, 0, 0, AssetClass.CRYPTO);
    private static final int MOST = 3;

    private final List<BacktestRequest> requests = new CopyOnWriteArrayList<>();

    /** Keeps one that is somebody's, of a strategy on BTC-USDT. */
    public void add(UUID id, String owner, String strategy) {
        submit(new BacktestRequest(
                id,
                owner,
                List.of(new BacktestRequest.Strategy(strategy, Map.of("fast", 5.0), BTC)),
                List.of(),
                Long.MIN_VALUE,
                1_000_000_000L,
                Map.of(),
                new BacktestRequest.Measuring("", 0, 0, "auto")));
    }

    /** Returns what was asked for. */
    public List<BacktestRequest> requests() {
        return requests;
    }

    @Override
    public Optional<BacktestStatus> submit(BacktestRequest request) {
        if (request.models().stream().anyMatch(model -> model.name().equals("nobody"))) {
            throw new IllegalArgumentException("There is no model nobody, only [direction-1m]");
        }
        if (requests.stream().noneMatch(each -> each.id().equals(request.id()))) {
            if (requests.size() == MOST) {
                return Optional.empty();
            }
            requests.add(request);
        }
        return find(request.id());
    }

    @Override
    public List<BacktestStatus> all() {
        return requests.stream().map(this::status).toList();
    }

    @Override
    public boolean forget(UUID id) {
        return requests.removeIf(each -> each.id().equals(id));
    }

    @Override
    public Optional<BacktestReport> report(UUID id) {
        return find(id).filter(each -> each.result().isPresent())
                .map(each -> new BacktestReport("<p>" + id + "</p>", "default-src 'none'"));
    }

    private BacktestStatus status(BacktestRequest request) {
        boolean isDone = requests.indexOf(request) == 0;
        return new BacktestStatus(
                request,
                isDone ? BacktestStatus.State.DONE : BacktestStatus.State.QUEUED,
                isDone ? 1 : 0,
                isDone ? 1_000 : 0,
                isDone ? 5e6 : 0,
                "",
                isDone ? Optional.of(result(request)) : Optional.empty());
    }

    private static BacktestStatus.Result result(BacktestRequest request) {
        return new BacktestStatus.Result(
                Map.of("sharpe", 1.5, "calmar", Double.NaN),
                request.strategies().stream()
                        .map(BacktestRequest.Strategy::instrument)
                        .toList(),
                4,
                3,
                2,
                Map.of("reduce_only", 1),
                List.of());
    }
}
