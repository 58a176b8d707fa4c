package org.millrace.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.MinuteBars;
import org.millrace.engine.backtest.RoundTrip;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

class MonteCarloTest {
    @TempDir
    private static Path folder;

    private static BacktestResult result;

    @BeforeAll
    static void trade() throws IOException {
        Source source = Source.of(List.of(MinuteBars.journal(folder, "AAA", 3_000, 1)), Long.MAX_VALUE);
        StrategyStart crossover = new StrategyStart(1, "Crossover", "AAA", Map.of("quantity", 3.0));
        result = Search.run(
                Search.span(BacktestSpec.of(List.of(crossover), Map.of()), source),
                ShippedStrategies.library(),
                source);
    }

    @Test
    void shouldGiveTheSameForASeedOnly() {
        String first = ResearchReport.json(new MonteCarlo(200, 1, 0).run(result));

        assertThat(ResearchReport.json(new MonteCarlo(200, 1, 0).run(result))).isEqualTo(first);
        assertThat(ResearchReport.json(new MonteCarlo(200, 2, 0).run(result))).isNotEqualTo(first);
    }

    @Test
    void shouldEndShuffledTradesAlike() {
        MonteCarlo.Bands trades = new MonteCarlo(200, 1, 0).run(result).trades();

        double profit = result.trips().stream()
                .filter(RoundTrip::closed)
                .mapToDouble(RoundTrip::profit)
                .sum();
        assertThat(trades.totalReturn()).allSatisfy(each -> assertThat(each).isCloseTo(profit / 100_000, within()));
        assertThat(trades.maxDrawdown()).isSorted();
    }

    @Test
    void shouldOnlyTurnReturnsRoundInOneBlock() {
        MonteCarlo.Bands blocks =
                new MonteCarlo(50, 1, result.returns().length).run(result).blocks();

        double actual = result.measures().get(Measure.TOTAL_RETURN);
        assertThat(blocks.totalReturn()).allSatisfy(each -> assertThat(each).isCloseTo(actual, within()));
    }

    @Test
    void shouldHoldTheSharesOfRunsThatItNames() {
        MonteCarlo.Bands blocks = new MonteCarlo(400, 3, 0).run(result).blocks();

        for (int i = 1; i < blocks.equity().size(); i++) {
            for (int j = 0; j < blocks.actual().size(); j++) {
                assertThat(blocks.equity().get(i).get(j))
                        .isGreaterThanOrEqualTo(blocks.equity().get(i - 1).get(j));
            }
        }
        assertThat(blocks.lossProbability()).isBetween(0.0, 1.0);
    }

    @Test
    void shouldRefuseNonsense() {
        assertThatThrownBy(() -> new MonteCarlo(0, 1, 0)).hasMessageContaining("runs: 0");
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }
}
