package org.millrace.engine.exchange;

import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.orders.Order;

/**
 * Matches orders with what a book or a quote shows, and with trades. An order that arrives takes what stands against it,
 * best price first. What is left of a limit order waits behind all that is shown at its price: trades at that price
 * serve those before it first, and those before it are never more than what is still shown. A trade at a worse price, or
 * a book that crosses it, fills it at its own price. Of our own orders the better price is served first, then the older.
 */
final class BookMatching {
    private final Executions executions;
    private final FillRules rules;
    private long unclaimed; // of the trade that is looked at: what none of our own orders got yet

    BookMatching(Executions executions, FillRules rules) {
        this.executions = executions;
        this.rules = rules;
    }

    /** Looks at an order that has arrived with this event. */
    void arrive(Order order, Market market) {
        if (order.isFillOrKill() && available(order, market) < order.left()) {
            order.cancel(OrderReason.UNFILLED);
            executions.onChange(order);
            return;
        }
        take(order, market, Liquidity.TAKER);
        if (order.isAlive() && order.isImmediate()) {
            order.cancel(OrderReason.UNFILLED);
            executions.onChange(order);
        }
        queue(order, market);
    }

    /** Tells whether something stands against an order at a price that it accepts. */
    static boolean mayTake(Order order, Market market) {
        Side against = order.isBuy() ? Side.SELL : Side.BUY;
        return market.shown().count(against) > 0 && order.accepts(market.shown().price(against, 0));
    }

    /** Looks at an order that was there before, after the market showed something new. */
    void onShown(Order order, Market market) {
        take(order, market, order.isQueued() ? Liquidity.MAKER : Liquidity.TAKER);
        queue(order, market);
    }

    /** Begins to look at a trade. */
    void beginTrade(long quantity) {
        unclaimed = quantity;
    }

    /** Looks at an order beyond whose limit others trade: it would have been served before them. */
    void onTradeThrough(Order order) {
        order.queue().lead();
        fill(order, Math.min(executions.most(order), unclaimed), order.terms().price(), Liquidity.MAKER);
    }

    /** Looks at an order that waits in its queue while others trade at its limit. */
    void onTradeAt(Order order, long quantity) {
        long claimed = quantity - unclaimed;
        long reached = order.queue().trade(quantity) - claimed;
        fill(order, Math.min(executions.most(order), reached), order.terms().price(), Liquidity.MAKER);
    }

    private void take(Order order, Market market, Liquidity liquidity) {
        Shown shown = market.shown();
        Side against = order.isBuy() ? Side.SELL : Side.BUY;
        for (int i = 0; i < shown.count(against) && order.isAlive(); i++) {
            long price = shown.price(against, i);
            if (!order.accepts(price)) {
                return;
            }
            long quantity = Math.min(executions.most(order), shown.left(against, i));
            if (quantity > 0) {
                shown.take(against, i, quantity);
                fill(
                        order,
                        quantity,
                        liquidity == Liquidity.MAKER ? order.terms().price() : price,
                        liquidity);
            }
        }
    }

    private void queue(Order order, Market market) {
        if (order.isAlive() && order.hasLimit()) {
            long waiting = market.shown()
                    .quantityAt(order.terms().side(), order.terms().price());
            order.queue().show(waiting, rules.queue());
        }
    }

    private long available(Order order, Market market) {
        Shown shown = market.shown();
        Side against = order.isBuy() ? Side.SELL : Side.BUY;
        long available = 0;
        for (int i = 0; i < shown.count(against) && order.accepts(shown.price(against, i)); i++) {
            available += shown.left(against, i);
        }
        return Math.min(available, executions.most(order));
    }

    private void fill(Order order, long quantity, long price, Liquidity liquidity) {
        if (quantity > 0) {
            unclaimed -= quantity;
            order.fill(quantity, price);
            executions.onFill(order, quantity, price, liquidity);
        }
    }
}
