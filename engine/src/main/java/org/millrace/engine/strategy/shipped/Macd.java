package org.millrace.engine.strategy.shipped;

import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Range;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.StrategyContext;
import org.millrace.engine.strategy.position.PositionStrategy;
import org.millrace.engine.strategy.position.Terms;

/** Buys when MACD(12, 26, 9) rises above its signal, and sells when it falls below. */
public final class Macd extends PositionStrategy {
    private static final SignalRule ABOVE = new SignalRule(1, "MACD above signal by margin");
    private static final SignalRule BELOW = new SignalRule(2, "MACD below signal by margin");

    private final double margin;
    private int last;

    /**
     * What it can be tuned by.
     *
     * @param margin part of the middle price (SMA 20) by which MACD must be beyond its signal
     */
    public record Parameters(@Range(value = 0, from = 0, to = 0.05, step = 0.0001) double margin, Terms terms) {
        public Parameters {
            terms.requireIndicators();
        }
    }

    public Macd(Parameters parameters) {
        super(parameters.terms());
        margin = parameters.margin();
    }

    @Override
    public boolean usesFeatures() {
        return false;
    }

    @Override
    protected void onClosedIndicators(IndicatorsDecoder indicators, StrategyContext context) {
        double macd = indicators.macd();
        double signal = indicators.macdSignal();
        double beyond = margin * indicators.sma20();
        if (macd > signal + beyond) {
            if (last < 0) {
                goLong(ABOVE, macd, signal, context);
            }
            last = 1;
        } else if (macd < signal - beyond) {
            if (last > 0) {
                goShort(BELOW, macd, signal, context);
            }
            last = -1;
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        super.save(out);
        out.putInt(last);
    }

    @Override
    public void load(SnapshotReader in) {
        super.load(in);
        last = in.getInt();
    }
}
