package org.millrace.engine.strategy.shipped;

import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/** Buys when RSI(14) comes back from where too much was sold, and sells when it comes back from where too much was bought. */
public final class Rsi extends PositionStrategy {
    private static final SignalRule BACK_UP = new SignalRule(1, "RSI back to at least low");
    private static final SignalRule BACK_DOWN = new SignalRule(2, "RSI back to at most high");

    private final Parameters parameters;
    private double last = Double.NaN;

    /**
     * What it can be tuned by.
     *
     * @param low  RSI below which too much was sold
     * @param high RSI above which too much was bought
     */
    public record Parameters(
            @Range(value = 30, from = 1, to = 50) double low,
            @Range(value = 70, from = 50, to = 99) double high,
            Terms terms) {
        public Parameters {
            terms.requireIndicators();
        }
    }

    public Rsi(Parameters parameters) {
        super(parameters.terms());
        this.parameters = parameters;
    }

    @Override
    public boolean usesFeatures() {
        return false;
    }

    @Override
    protected void onClosedIndicators(IndicatorsDecoder indicators, StrategyContext context) {
        double rsi = indicators.rsi14();
        if (last < parameters.low() && rsi >= parameters.low()) {
            goLong(BACK_UP, rsi, parameters.low(), context);
        } else if (last > parameters.high() && rsi <= parameters.high()) {
            goShort(BACK_DOWN, rsi, parameters.high(), context);
        }
        last = rsi;
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        out.putDouble(last);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        last = in.getDouble();
    }
}
