package org.millrace.engine.strategy;

import org.millrace.codecs.sbe.Side;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.portfolio.Ledger;

/** What a strategy may ask, and do, while it is told of something. */
public interface StrategyContext {
    /** Returns the time of what it is told of, UTC ns. */
    long timeNs();

    /** Returns the instrument that the strategy was started for. */
    int instrumentId();

    /** Returns what is known of an instrument's market; null: there is no such instrument. */
    Market market(int instrumentId);

    /** Returns the normalised name of an instrument, as {@code BTC-USDT}; empty: there is no such instrument. */
    String name(int instrumentId);

    /** Returns what the strategy's account is worth now: cash and all that is held in it. */
    double equity();

    /** Tells whether the strategy has ever traded in its account, also when it ran before under its number. */
    boolean hasTraded();

    /** Returns what the strategy holds, paid and earned, in its account. */
    Ledger ledger();

    /** Returns how many orders of the strategy are on their way or open for an instrument. */
    int openOrders(int instrumentId);

    /**
     * Begins an order; it is placed by its {@code send}. The same object each time.
     *
     * @param quantity mantissa of the instrument's exponent, more than 0
     */
    OrderTicket order(int instrumentId, Side side, long quantity);

    /**
     * Changes an order of the strategy; one that is not alive any more is left alone. 0 leaves a number as it is. It waits
     * in its queue anew.
     *
     * @param stopPrice of a trailing stop the distance
     */
    void amend(long orderId, long price, long stopPrice, long quantity);

    /** Cancels an order of the strategy; one that is not alive any more is left alone. */
    void cancel(long orderId);

    /** Cancels all orders of the strategy for an instrument. */
    void cancelAll(int instrumentId);

    /**
     * Publishes an opinion, and why: which rule came true, and of which two numbers.
     *
     * @param strength 0 to 1
     * @param left     what the rule compared
     * @param right    with what
     */
    void signal(int instrumentId, Side side, double strength, SignalRule rule, double left, double right);
}
