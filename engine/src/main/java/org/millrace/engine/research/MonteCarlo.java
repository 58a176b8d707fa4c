package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.RoundTrip;
import org.millrace.engine.performance.Drawdown;
import org.millrace.engine.performance.Returns;

/**
 * How else a backtest might have gone: its closed trades in another order, and its returns drawn again in blocks, which
 * keeps what neighbours have to do with each other (Politis and Romano, A circular block-resampling procedure, 1992). The
 * same seed gives the same result.
 */
public final class MonteCarlo {
    /** Shares of all runs below each band, and below each value of a distribution. */
    public static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    private static final int MOST_POINTS = 400;

    private final int runs;
    private final long seed;
    private final int block;

    /**
     * What came of it.
     *
     * @param block  length of the blocks, periods
     * @param blocks of returns drawn again
     * @param trades in another order
     */
    public record Result(int runs, long seed, int block, Bands blocks, Bands trades) {}

    /**
     * Where equity lay.
     *
     * @param equity          for each of {@link #SHARES} a curve, below which that share of all lay
     * @param actual          how it really went
     * @param totalReturn     for each of {@link #SHARES}
     * @param maxDrawdown     for each of {@link #SHARES}
     * @param lossProbability share of runs that ended below their beginning
     */
    public record Bands(
            List<List<Double>> equity,
            List<Double> actual,
            List<Double> totalReturn,
            List<Double> maxDrawdown,
            double lossProbability) {}

    /**
     * Prepares it.
     *
     * @param block length of blocks, periods; 0: the root of how many there are
     */
    public MonteCarlo(int runs, long seed, int block) {
        if (runs < 1 || block < 0) {
            throw new IllegalArgumentException("runs: " + runs + ", block: " + block + ", expected 1 and 0 or more");
        }
        this.runs = runs;
        this.seed = seed;
        this.block = block;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if there are no closed trades
     */
    public Result run(BacktestResult result) {
        double[] returns = result.returns();
        double[] profits = result.trips().stream()
                .filter(RoundTrip::closed)
                .mapToDouble(RoundTrip::profit)
                .toArray();
        if (returns.length < 2 || profits.length < 2) {
            throw new IllegalArgumentException("Monte Carlo needs two closed trades and two periods at least");
        }
        double beginning = result.curve().equity()[0];
        int length =
                block > 0 ? Math.min(block, returns.length) : (int) StrictMath.ceil(StrictMath.sqrt(returns.length));
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[runs][];
        double[][] shuffled = new double[runs][];
        for (int i = 0; i < runs; i++) {
            drawn[i] = compound(beginning, drawn(returns, length, random));
            shuffled[i] = sum(beginning, shuffled(profits, random));
        }
        return new Result(
                runs,
                seed,
                length,
                bands(drawn, compound(beginning, returns)),
                bands(shuffled, sum(beginning, profits)));
    }

    private static double[] drawn(double[] returns, int length, SplittableRandom random) {
        double[] out = new double[returns.length];
        int from = 0;
        for (int i = 0; i < out.length; i++) {
            if (i % length == 0) {
                from = random.nextInt(returns.length);
            }
            out[i] = returns[(from + i % length) % returns.length];
        }
        return out;
    }

    private static double[] shuffled(double[] profits, SplittableRandom random) {
        double[] out = profits.clone();
        for (int i = out.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double kept = out[i];
            out[i] = out[other];
            out[other] = kept;
        }
        return out;
    }

    private static double[] compound(double beginning, double[] returns) {
        double[] curve = new double[returns.length + 1];
        curve[0] = beginning;
        for (int i = 0; i < returns.length; i++) {
            curve[i + 1] = curve[i] * (1 + returns[i]);
        }
        return curve;
    }

    private static double[] sum(double beginning, double[] profits) {
        double[] curve = new double[profits.length + 1];
        curve[0] = beginning;
        for (int i = 0; i < profits.length; i++) {
            curve[i + 1] = curve[i] + profits[i];
        }
        return curve;
    }

    private static Bands bands(double[][] curves, double[] actual) {
        int length = actual.length;
        int points = Math.min(length, MOST_POINTS);
        List<List<Double>> equity = new ArrayList<>();
        SHARES.forEach(share -> equity.add(new ArrayList<>()));
        List<Double> thinned = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 0 : (int) ((long) i * (length - 1) / (points - 1));
            double[] column =
                    Arrays.stream(curves).mapToDouble(curve -> curve[at]).toArray();
            for (int j = 0; j < SHARES.size(); j++) {
                equity.get(j).add(Returns.quantile(column, SHARES.get(j)));
            }
            thinned.add(actual[at]);
        }
        double[] returned = Arrays.stream(curves)
                .mapToDouble(curve -> curve[length - 1] / curve[0] - 1)
                .toArray();
        double[] fallen = Arrays.stream(curves)
                .mapToDouble(curve -> Drawdown.of(curve).depth())
                .toArray();
        double lost =
                IntStream.range(0, curves.length).filter(i -> returned[i] < 0).count();
        return new Bands(equity, thinned, quantiles(returned), quantiles(fallen), lost / curves.length);
    }

    private static List<Double> quantiles(double[] values) {
        return SHARES.stream().map(share -> Returns.quantile(values, share)).toList();
    }
}
