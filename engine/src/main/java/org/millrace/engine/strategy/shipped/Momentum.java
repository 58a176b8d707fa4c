package org.millrace.engine.strategy.shipped;

import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/** Goes with a price that has moved far enough over some bars, until that move is gone. */
public final class Momentum extends PositionStrategy {
    private static final SignalRule UP = new SignalRule(1, "move > threshold");
    private static final SignalRule DOWN = new SignalRule(2, "move < -threshold");
    private static final SignalRule GONE = new SignalRule(3, "move back to 0");

    private final double threshold;
    private final double[] closes;
    private long count;
    private double last = Double.NaN;

    /**
     * What it can be tuned by.
     *
     * @param period    bars over which the move is measured
     * @param threshold move that is far enough, as part of the price
     */
    public record Parameters(
            @Range(value = 20, from = 1, to = 500) int period,
            @Range(value = 0.01, from = 0, to = 1, step = 0.001) double threshold,
            Terms terms) {}

    public Momentum(Parameters parameters) {
        super(parameters.terms());
        threshold = parameters.threshold();
        closes = new double[parameters.period()];
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
        int index = (int) (count % closes.length);
        double move = count < closes.length ? Double.NaN : bar.closeValue() / closes[index] - 1;
        closes[index] = bar.closeValue();
        count++;
        if ((aim() > 0 && move <= 0) || (aim() < 0 && move >= 0)) {
            goFlat(GONE, move, 0, context);
        }
        if (move > threshold && last <= threshold) {
            goLong(UP, move, threshold, context);
        } else if (move < -threshold && last >= -threshold) {
            goShort(DOWN, move, -threshold, context);
        }
        last = move;
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        out.putDoubles(closes, closes.length).putLong(count).putDouble(last);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        in.getDoubles(closes, closes.length);
        count = in.getLong();
        last = in.getDouble();
    }
}
