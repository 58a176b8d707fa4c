package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.millrace.engine.backtest.BacktestJob;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.ModelStart;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Assumptions;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.StoredModels;
import org.millrace.engine.report.HtmlReport;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.gateway.backtests.BacktestReport;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.backtests.BacktestStatus;
import org.millrace.gateway.backtests.Backtests;

/**
 * Runs backtests for the gateway over the JournalIn that the engine is writing, which nobody but the engine changes. One
 * runs at a time, on a thread that gives way to those that carry events.
 */
final class JournalBacktests implements Backtests, AutoCloseable {
    private static final double NS_PER_SECOND = 1e9;

    private final Path inputs;
    private final Function<BacktestRequest, StrategyLibrary> libraries;
    private final ServedModels models;
    private final BacktestJobs jobs;

    /**
     * Makes one that runs nothing yet.
     *
     * @param inputs    the journal's folder
     * @param libraries knows the strategies of a request
     * @param models    that a request may name
     */
    JournalBacktests(Path inputs, Function<BacktestRequest, StrategyLibrary> libraries, ModelRegistry models) {
        this.inputs = inputs;
        this.libraries = libraries;
        this.models = new ServedModels(models);
        jobs = new BacktestJobs(BacktestJobs.Limits.DEFAULTS, JournalBacktests::thread);
    }

    @Override
    public Optional<BacktestStatus> submit(BacktestRequest request) {
        List<StoredModel> named = request.models().stream().map(this::find).toList();
        StrategyLibrary library = libraries.apply(request);
        BacktestSpec spec =
                spec(request).with(named.stream().map(ModelStart::of).toList());
        BacktestJob job = new BacktestJob(
                spec,
                library.withModels(new StoredModels(named, library.models())),
                () -> JournalInputs.open(List.of(inputs)),
                System::nanoTime);
        return jobs.submit(request, job).map(JournalBacktests::status);
    }

    @Override
    public List<BacktestStatus> all() {
        return jobs.all().stream().map(JournalBacktests::status).toList();
    }

    @Override
    public Optional<BacktestStatus> find(UUID id) {
        return jobs.find(id).map(JournalBacktests::status);
    }

    @Override
    public boolean forget(UUID id) {
        return jobs.forget(id);
    }

    @Override
    public Optional<BacktestReport> report(UUID id) {
        return jobs.find(id)
                .flatMap(entry -> entry.job().result())
                .filter(result -> objection(result).isEmpty())
                .map(result -> new BacktestReport(HtmlReport.of(result), HtmlReport.policy()));
    }

    @Override
    public void close() {
        jobs.close();
    }

    private StoredModel find(BacktestRequest.Model wanted) {
        return wanted.version() == 0 ? models.newest(wanted.name()) : models.find(wanted.name(), wanted.version());
    }

    private static Thread thread(Runnable work) {
        Thread thread = Background.thread(work);
        thread.setName("backtests");
        thread.setDaemon(true);
        return thread;
    }

    private static BacktestSpec spec(BacktestRequest request) {
        List<StrategyStart> starts = new ArrayList<>();
        for (BacktestRequest.Strategy each : request.strategies()) {
            starts.add(new StrategyStart(
                    starts.size() + 1, each.name(), InstrumentName.of(each.instrument()), each.parameters()));
        }
        BacktestRequest.Measuring measuring = request.measuring();
        Assumptions assumptions = new Assumptions(
                Sampling.valueOf(measuring.sampling().toUpperCase(Locale.ROOT)),
                measuring.riskFree(),
                measuring.daysPerYear(),
                measuring.benchmark());
        return new BacktestSpec(starts, request.fromNs(), request.toNs(), request.settings(), assumptions);
    }

    private static BacktestStatus status(BacktestJobs.Entry entry) {
        BacktestJob job = entry.job();
        BacktestJob.State state = job.state(); // first: what is done has a result
        Optional<BacktestResult> result = job.result();
        String error = state == BacktestJob.State.FAILED
                ? "It failed; the program's log says why." // which may speak of files
                : result.map(JournalBacktests::objection).orElse("");
        long nanos = job.nanos();
        return new BacktestStatus(
                entry.request(),
                error.isEmpty() ? BacktestStatus.State.valueOf(state.name()) : BacktestStatus.State.FAILED,
                job.progress(),
                job.events(),
                nanos == 0 ? 0 : job.events() / (nanos / NS_PER_SECOND),
                error,
                error.isEmpty() ? result.map(JournalBacktests::result) : Optional.empty());
    }

    private static BacktestStatus.Result result(BacktestResult result) {
        Map<String, Double> measures = new LinkedHashMap<>();
        result.measures().values().forEach((measure, value) -> measures.put(measure.key(), value));
        Map<String, Integer> refusals = new TreeMap<>();
        result.refusals().forEach((rule, count) -> refusals.put(rule.name().toLowerCase(Locale.ROOT), count));
        return new BacktestStatus.Result(
                measures,
                result.instruments(),
                result.orders(),
                result.fills().size(),
                result.trips().size(),
                refusals,
                result.facts().faults());
    }

    /** Returns why a run came to nothing; empty: it has not. */
    private static String objection(BacktestResult result) {
        BacktestResult.Facts facts = result.facts();
        if (facts.events() == 0 || !facts.missing().isEmpty()) {
            return "The journal has nothing of this instrument between from and to.";
        }
        return facts.idle().stream()
                .findFirst()
                .map(model -> "The journal declares no such feature set: " + model.text() + '.')
                .orElse("");
    }
}
