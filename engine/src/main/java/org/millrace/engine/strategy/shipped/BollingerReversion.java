package org.millrace.engine.strategy.shipped;

import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/** Buys when the close falls out of its band, the mean of 20 and so many deviations, and sells at the mean. */
public final class BollingerReversion extends PositionStrategy {
    private static final SignalRule BELOW = new SignalRule(1, "close < lower band");
    private static final SignalRule ABOVE = new SignalRule(2, "close > upper band");
    private static final SignalRule BACK_UP = new SignalRule(3, "close >= mean");
    private static final SignalRule BACK_DOWN = new SignalRule(4, "close <= mean");
    private static final double SHIPPED_DEVIATIONS = 2; // of the bands that indicators give

    private final double deviations;
    private double close;
    private boolean wasBelow;
    private boolean wasAbove;

    /**
     * What it can be tuned by.
     *
     * @param deviations from the mean to the band
     */
    public record Parameters(@Range(value = 2, from = 0.5, to = 5, step = 0.1) double deviations, Terms terms) {
        public Parameters {
            terms.requireIndicators();
        }
    }

    public BollingerReversion(Parameters parameters) {
        super(parameters.terms());
        deviations = parameters.deviations();
    }

    @Override
    public boolean usesFeatures() {
        return false;
    }

    @Override
    protected void onClosed(BarView bar, StrategyContext context) {
        close = bar.closeValue();
    }

    @Override
    protected void onClosedIndicators(IndicatorsDecoder indicators, StrategyContext context) {
        double mean = indicators.bbMiddle();
        double away = (indicators.bbUpper() - mean) / SHIPPED_DEVIATIONS * deviations;
        boolean isBelow = close < mean - away;
        boolean isAbove = close > mean + away;
        if (aim() > 0 && close >= mean) {
            goFlat(BACK_UP, close, mean, context);
        } else if (aim() < 0 && close <= mean) {
            goFlat(BACK_DOWN, close, mean, context);
        }
        if (isBelow && !wasBelow) {
            goLong(BELOW, close, mean - away, context);
        } else if (isAbove && !wasAbove) {
            goShort(ABOVE, close, mean + away, context);
        }
        wasBelow = isBelow;
        wasAbove = isAbove;
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        out.putDouble(close).putBoolean(wasBelow).putBoolean(wasAbove);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        close = in.getDouble();
        wasBelow = in.getBoolean();
        wasAbove = in.getBoolean();
    }
}
