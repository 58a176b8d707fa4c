package org.millrace.engine.strategy;

import org.agrona.DirectBuffer;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.portfolio.Ledger;

/** Where strategies have their orders placed, and their books kept. */
public interface Brokerage {
    /** Returns what is known of a market; null: no such instrument. */
    Market market(int instrumentId);

    /** Returns the number of the venue of a market; 0: no such instrument. */
    default int venue(int instrumentId) {
        Market market = market(instrumentId);
        return market == null ? 0 : market.venue();
    }

    /** Tells whether a strategy has books: whether it ever traded. */
    boolean hasTraded(int accountId, int strategyId);

    /** Returns a strategy's books; it has some from now on. */
    Ledger ledger(int accountId, int strategyId);

    /** Returns how many orders of a strategy are alive. */
    int openOrders(int strategyId, int instrumentId);

    /** Places an order, and returns its number; 0 and below: it was refused. */
    long place(DirectBuffer command, int offset);

    /** Returns what an account is worth now. */
    double equity(int accountId);

    /** Changes an order of a strategy, if it is alive; 0 leaves a number as it is. */
    void amend(int strategyId, long orderId, long price, long stopPrice, long quantity);

    /** Cancels an order of a strategy, if it is alive. */
    void cancel(int strategyId, long orderId);

    /** Cancels a strategy's orders for an instrument; 0: for all, since it has ended, but those that may only reduce. */
    void cancelAll(int accountId, int strategyId, int instrumentId);
}
