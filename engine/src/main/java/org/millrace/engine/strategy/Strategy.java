package org.millrace.engine.strategy;

import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Trades by rules. It overrides what it wants to be told; all else it need not know of. Every call comes from the one
 * thread of the line, with messages that are valid only during the call.
 *
 * <p>What it decides may depend on nothing but what it was told: no clock, no randomness, no files, {@code StrictMath}.
 * So it does in a backtest what it did live, to the byte. What it keeps from one call to the next it saves and loads, so
 * that it goes on after a restart.
 */
public abstract class Strategy {
    /** Begins; the strategy is told of every event from here on. */
    public void onStart(StrategyContext context) {}

    /** A bar has closed, of any timeframe of an instrument; computed here, or by the venue where it sends no trades. */
    public void onBar(BarView bar, StrategyContext context) {}

    /**
     * Tells whether {@link #onIndicators} and {@link #onFeatures} are called at all: a backtest of strategies that need
     * none computes none.
     */
    public boolean usesIndicators() {
        return true;
    }

    /** The indicators of a bar that has closed; right behind {@link #onBar}. */
    public void onIndicators(IndicatorsDecoder indicators, StrategyContext context) {}

    /** The best levels of a book have changed. */
    public void onTop(BookTopDecoder top, StrategyContext context) {}

    /** The venue says what its best prices are. */
    public void onQuote(QuoteDecoder quote, StrategyContext context) {}

    /** Others have traded. */
    public void onTrade(TradeDecoder trade, StrategyContext context) {}

    /**
     * Tells whether {@link #onFeatures} and {@link #onPrediction} are called at all: a backtest of strategies that need neither
     * computes no features, and asks no models.
     */
    public boolean usesFeatures() {
        return true;
    }

    /** Is told of values of a feature set, from {@code firstIndex} on: a long set comes in parts, one behind the other. */
    public void onFeatures(FeaturesDecoder features, StrategyContext context) {}

    /** A model that is promoted says what it expects; what shadows say nobody is told. */
    public void onPrediction(PredictionDecoder prediction, StrategyContext context) {}

    /** An order of this strategy was executed, or a part of it. */
    public void onFill(FillDecoder fill, StrategyContext context) {}

    /** An order of this strategy was refused, or has ended without being filled. */
    public void onOrder(OrderDecoder order, StrategyContext context) {}

    /** Writes what it keeps from one call to the next. */
    public void save(SnapshotWriter out) {}

    /** Reads what {@link #save} wrote. */
    public void load(SnapshotReader in) {}
}
