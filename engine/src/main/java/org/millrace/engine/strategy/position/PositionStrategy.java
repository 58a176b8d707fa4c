package org.millrace.engine.strategy.position;

import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.SignalRule;
import org.millrace.engine.strategy.Strategy;
import org.millrace.engine.strategy.StrategyContext;

/**
 * A strategy that is long, short or out of one instrument, as the bars of one timeframe tell it. It says where it wants
 * to be, and by which rule; sizes, orders and stops are taken care of. One that overrides {@link #save} and {@link #load}
 * calls these too.
 */
public abstract class PositionStrategy extends Strategy {
    private final Terms terms;
    private final Position position;
    private long lastStart = Long.MIN_VALUE;
    private boolean isFresh;

    protected PositionStrategy(Terms terms) {
        this.terms = terms;
        position = new Position(terms);
    }

    /** Takes a closed bar of its instrument and timeframe. */
    protected void onClosed(BarView bar, StrategyContext context) {}

    /** Takes the indicators of the bar that {@link #onClosed} was told of. */
    protected void onClosedIndicators(IndicatorsDecoder indicators, StrategyContext context) {}

    /** Returns what is held, or should be: 1 long, -1 short, 0 nothing. */
    protected final int aim() {
        return position.aim();
    }

    /** Buys, unless it has. */
    protected final void goLong(SignalRule rule, double left, double right, StrategyContext context) {
        go(1, Side.BUY, rule, left, right, context);
    }

    /** Sells what it has, and short where it may. */
    protected final void goShort(SignalRule rule, double left, double right, StrategyContext context) {
        go(terms.shorts() == 1 ? -1 : 0, Side.SELL, rule, left, right, context);
    }

    /** Ends what it has. */
    protected final void goFlat(SignalRule rule, double left, double right, StrategyContext context) {
        go(0, position.aim() < 0 ? Side.BUY : Side.SELL, rule, left, right, context);
    }

    @Override
    public void onStart(StrategyContext context) {
        position.of(context.instrumentId());
        position.adopt(context);
    }

    @Override
    public final void onBar(BarView bar, StrategyContext context) {
        isFresh = bar.instrumentId() == context.instrumentId()
                && bar.timeframe() == terms.timeframe()
                && bar.startTime() > lastStart; // a feed that begins again tells of past bars again
        if (isFresh) {
            lastStart = bar.startTime();
            position.onBar(bar, context);
            onClosed(bar, context);
        }
    }

    @Override
    public final void onIndicators(IndicatorsDecoder indicators, StrategyContext context) {
        if (isFresh
                && indicators.timeframe() == terms.timeframe()
                && indicators.prefix().instrumentId() == context.instrumentId()) {
            isFresh = false;
            onClosedIndicators(indicators, context);
        }
    }

    @Override
    public final void onFill(FillDecoder fill, StrategyContext context) {
        position.onFill(fill, context);
    }

    @Override
    public final void onOrder(OrderDecoder order, StrategyContext context) {
        position.onOrder(order, context);
    }

    @Override
    public void save(SnapshotWriter out) {
        position.save(out);
        out.putLong(lastStart).putBoolean(isFresh);
    }

    @Override
    public void load(SnapshotReader in) {
        position.load(in);
        lastStart = in.getLong();
        isFresh = in.getBoolean();
    }

    private void go(int aim, Side side, SignalRule rule, double left, double right, StrategyContext context) {
        if (position.aim() != aim) {
            context.signal(context.instrumentId(), side, 1, rule, left, right);
            position.aim(aim, context);
        }
    }
}
