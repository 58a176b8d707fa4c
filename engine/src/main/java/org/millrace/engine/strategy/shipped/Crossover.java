package org.millrace.engine.strategy.shipped;

import org.millrace.engine.bars.BarView;
import org.millrace.engine.indicators.SimpleAverage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/**
 * Buys when the mean of few closes rises above that of many, and sells when it falls below. Means that are equal are neither.
 * Mantissas are summed, which are whole numbers: no rounding makes means differ that are equal.
 */
public final class Crossover extends PositionStrategy {
    private static final SignalRule ABOVE = new SignalRule(1, "shorter mean > longer mean");
    private static final SignalRule BELOW = new SignalRule(2, "shorter mean < longer mean");

    private final SimpleAverage fast;
    private final SimpleAverage slow;
    private double lastDifference = Double.NaN; // that was not 0

    /**
     * What it can be tuned by.
     *
     * @param fast closes of the shorter mean
     * @param slow closes of the longer
     */
    public record Parameters(
            @Range(value = 20, from = 2, to = 200) int fast,
            @Range(value = 50, from = 3, to = 500) int slow,
            Terms terms) {
        public Parameters {
            if (fast >= slow) {
                throw new IllegalArgumentException("fast=" + fast + " must be less than slow=" + slow);
            }
        }
    }

    public Crossover(Parameters parameters) {
        super(parameters.terms());
        fast = new SimpleAverage(parameters.fast());
        slow = new SimpleAverage(parameters.slow());
    }

    @Override
    public boolean usesFeatures() {
        return false;
    }

    @Override
    public boolean usesIndicators() {
        return false;
    }

    @Override
    protected void onClosed(BarView bar, StrategyContext context) {
        double close = (double) bar.close();
        double shorter = fast.update(close);
        double longer = slow.update(close);
        double difference = shorter - longer;
        if (difference > 0 && lastDifference < 0) {
            goLong(ABOVE, bar.price(shorter), bar.price(longer), context);
        } else if (difference < 0 && lastDifference > 0) {
            goShort(BELOW, bar.price(shorter), bar.price(longer), context);
        }
        if (difference != 0) {
            lastDifference = difference;
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        fast.save(out);
        slow.save(out);
        out.putDouble(lastDifference);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        fast.load(in);
        slow.load(in);
        lastDifference = in.getDouble();
    }
}
