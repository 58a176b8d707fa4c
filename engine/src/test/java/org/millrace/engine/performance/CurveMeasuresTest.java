package org.millrace.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Closed forms, and what holds for every curve. */
class CurveMeasuresTest {
    private static final double EXACT = 1e-12;
    private static final int YEAR = 252;

    @Test
    void shouldKnowASteadyRise() {
        double[] equity = {100, 101, 102.01, 103.0301};

        Measures measures = measured(equity);

        assertEquals(0.030301, measures.get(Measure.TOTAL_RETURN), EXACT);
        assertEquals(StrictMath.pow(1.01, YEAR) - 1, measures.get(Measure.ANNUAL_RETURN), 1e-9);
        assertEquals(0, measures.get(Measure.VOLATILITY), EXACT);
        assertEquals(0, measures.get(Measure.MAX_DRAWDOWN), EXACT);
        assertEquals(-0.01, measures.get(Measure.VAR_95), EXACT);
    }

    @Test
    void shouldKnowATossOfACoin() {
        double[] equity = {100, 110, 99, 108.9, 98.01}; // ten up, ten down, twice

        Measures measures = measured(equity);

        assertEquals(-0.0199, measures.get(Measure.TOTAL_RETURN), EXACT);
        assertEquals(
                StrictMath.sqrt(0.04 / 3 * YEAR), measures.get(Measure.VOLATILITY), EXACT); // four deviations of 0.1
        assertEquals(0, measures.get(Measure.SHARPE), EXACT);
        assertEquals(0.109, measures.get(Measure.MAX_DRAWDOWN), EXACT); // 110 to 98.01
        assertEquals(0, measures.get(Measure.SKEWNESS), EXACT);
        assertEquals(1, measures.get(Measure.KURTOSIS), EXACT); // of two equal points
        assertEquals(0.1, measures.get(Measure.CVAR_95), EXACT);
    }

    @Test
    void shouldKnowHowLongAFallWas() {
        double[] equity = {100, 120, 110, 90, 121, 120, 120};
        long[] times = new long[equity.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = TimeUnit.DAYS.toNanos(i);
        }
        Measures measures = new Measures();

        new CurveMeasures(equity, YEAR, 0).measureLengths(times, measures);

        assertEquals(3, measures.get(Measure.MAX_DRAWDOWN_DAYS)); // from 120 to 121
        assertEquals(3, measures.get(Measure.LONGEST_DRAWDOWN_DAYS));
        assertEquals(new Drawdown(0.25, 1, 3, 4), Drawdown.of(equity));
    }

    @Test
    void shouldHaveABetaOfOneAndNoAlphaAgainstItself() {
        double[] equity = walk(new Random(1));
        Measures measures = new Measures();

        new CurveMeasures(equity, YEAR, 0.02).measureAgainst(equity, measures);

        assertEquals(1, measures.get(Measure.BETA), EXACT);
        assertEquals(0, measures.get(Measure.ALPHA), EXACT);
    }

    @RepeatedTest(20)
    void shouldNotDependOnTheSizeOfTheAccount(RepetitionInfo repetition) {
        double[] equity = walk(new Random(repetition.getCurrentRepetition()));
        double[] larger = equity.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= 1_000;
        }

        Measures measures = measured(larger);

        measured(equity)
                .values()
                .forEach((measure, value) ->
                        assertEquals(value, measures.get(measure), 1e-9 * Math.max(1, Math.abs(value)), measure.key()));
    }

    @RepeatedTest(20)
    void shouldNotDependOnTheOrderOfReturnsButForTheFall(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] returns = Returns.of(walk(random));
        Measures measures = measured(curve(returns));
        for (int i = returns.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double kept = returns[i];
            returns[i] = returns[other];
            returns[other] = kept;
        }

        Measures shuffled = measured(curve(returns));

        measures.values().forEach((measure, value) -> {
            if (measure != Measure.MAX_DRAWDOWN && measure != Measure.CALMAR) {
                assertEquals(value, shuffled.get(measure), 1e-9 * Math.max(1, Math.abs(value)), measure.key());
            }
        });
        assertThat(shuffled.get(Measure.MAX_DRAWDOWN)).isBetween(0.0, 1.0);
    }

    private static Measures measured(double[] equity) {
        Measures measures = new Measures();
        new CurveMeasures(equity, YEAR, 0).measure(measures);
        return measures;
    }

    private static double[] walk(Random random) {
        double[] returns = new double[200];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = random.nextGaussian() * 0.01 + 0.0003;
        }
        return curve(returns);
    }

    private static double[] curve(double[] returns) {
        double[] equity = new double[returns.length + 1];
        equity[0] = 100;
        for (int i = 0; i < returns.length; i++) {
            equity[i + 1] = equity[i] * (1 + returns[i]);
        }
        return equity;
    }
}
