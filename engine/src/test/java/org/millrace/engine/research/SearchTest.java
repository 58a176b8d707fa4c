package org.millrace.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/** Looks for the best crossover on 3,000 minute bars. */
class SearchTest {
    private static final List<Axis> AXES = List.of(Axis.parse("fast", "5:25:10"), Axis.parse("slow", "20|30|40"));
    private static final StrategyStart CROSSOVER = new StrategyStart(1, "Crossover", "AAA", Map.of());

    @TempDir
    private static Path folder;

    private static Source source;

    @BeforeAll
    static void bringBars() throws IOException {
        source = Source.of(List.of(MinuteBars.journal(folder, "AAA", 3_000, 1)), Long.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(SearchPlan.Method.class)
    void shouldNotDependOnTheNumberOfWorkers(SearchPlan.Method method) {
        String alone =
                ResearchReport.json(search(plan(method, 1), TrialLog.inMemory()).run(1));

        assertThat(ResearchReport.json(
                        search(plan(method, 1), TrialLog.inMemory()).run(2)))
                .isEqualTo(alone);
        assertThat(ResearchReport.json(
                        search(plan(method, 1), TrialLog.inMemory()).run(3)))
                .isEqualTo(alone);
    }

    @Test
    void shouldTryWhatTheStrategyTakesAndRankIt() {
        SearchResult result =
                search(plan(SearchPlan.Method.GRID, 1), TrialLog.inMemory()).run(2);

        List<Double> ratios = result.ranked().stream()
                .map(trial -> trial.measures().get(Measure.SHARPE))
                .toList();
        assertThat(result.sets()).isEqualTo(8); // nine but 25 by 20
        assertThat(ratios).hasSize(8).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(result.best().measures().get(Measure.SHARPE)).isEqualTo(ratios.get(0));
        assertThat(result.deflatedSharpe()).isBetween(0.0, 1.0);
        assertThat(ResearchReport.belief(result)).startsWith("8 sets of parameters were tried.");
    }

    @Test
    void shouldGoOnWhereItStood() throws IOException {
        Path file = folder.resolve("trials.jsonl");
        String whole = ResearchReport.json(search(plan(SearchPlan.Method.GRID, 1), TrialLog.open(file, "# one"))
                .run(2));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() * 2 / 3)); // in the middle of a line, as a kill would

        TrialLog log = TrialLog.open(file, "# one");

        assertThat(log.size()).isBetween(4, 6);
        assertThat(ResearchReport.json(
                        search(plan(SearchPlan.Method.GRID, 1), log).run(1)))
                .isEqualTo(whole);
        assertThat(TrialLog.open(file, "# one").size()).isEqualTo(8);
        assertThatThrownBy(() -> TrialLog.open(file, "# two")).hasMessageContaining("of another search");
    }

    @Test
    void shouldDrawOtherSetsForAnotherSeed() {
        List<Axis> axes = List.of(Axis.parse("fast", "2:60"), Axis.parse("slow", "61:400"));
        ParameterSets sets = new ParameterSets(ShippedStrategies.library().find("Crossover"), Map.of(), axes);

        assertThat(sets.random(50, 1)).isEqualTo(sets.random(50, 1)).doesNotHaveDuplicates();
        assertThat(sets.random(50, 2)).isNotEqualTo(sets.random(50, 1));
    }

    @Test
    void shouldTradeForwardWhatItFoundBefore() {
        WalkForward.Lengths lengths = new WalkForward.Lengths(
                TimeUnit.HOURS.toNanos(20), TimeUnit.HOURS.toNanos(10), TimeUnit.HOURS.toNanos(5));
        WalkForward.Result result = new WalkForward(
                        plan(SearchPlan.Method.GRID, 1), ShippedStrategies.library(), source, lengths)
                .run(2, (done, planned) -> {});

        assertThat(result.windows()).hasSize(2);
        double growth = 1;
        for (WalkForward.Window window : result.windows()) {
            SearchPlan seen = plan(SearchPlan.Method.GRID, 1).between(window.trainNs(), window.testNs());
            assertThat(window.values())
                    .isEqualTo(new Search(seen, ShippedStrategies.library(), source, TrialLog.inMemory(), (a, b) -> {})
                            .run(1)
                            .ranked()
                            .get(0)
                            .values());
            growth *= 1 + window.tested().get(Measure.TOTAL_RETURN);
        }
        assertThat(result.curve().last()).isCloseTo(growth, Offset.offset(1e-12));
    }

    private static Search search(SearchPlan plan, TrialLog log) {
        return new Search(plan, ShippedStrategies.library(), source, log, (done, planned) -> {});
    }

    private static SearchPlan plan(SearchPlan.Method method, long seed) {
        BacktestSpec spec = BacktestSpec.of(List.of(CROSSOVER), Map.of()).sampled(Sampling.HOUR);
        return new SearchPlan(spec, AXES, method, 8, seed, Measure.SHARPE);
    }
}
