package org.millrace.engine.exchange;

import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.orders.Order;

/**
 * Matches orders with bars, where nothing finer is known. An order takes part from the first bar that began after it was
 * placed. A market order gets the open, worse by the slippage; a limit order its limit once a price beyond it was paid,
 * or the open where that is better; a stop its stop, or the open where that is worse, worse by the slippage. No price
 * outside the bar, and no more than a share of its volume. A trade, where there are neither books nor quotes nor bars, is
 * a bar of one price.
 */
final class BarMatching {
    private final Executions executions;
    private final FillRules rules;
    private long open;
    private long high;
    private long low;
    private long close;
    private long left;

    BarMatching(Executions executions, FillRules rules) {
        this.executions = executions;
        this.rules = rules;
    }

    /** Begins to look at a bar. Of rates and indices nobody tells a volume: there may be any. */
    void begin(VenueBarDecoder bar, Market market) {
        open = bar.open();
        high = bar.high();
        low = bar.low();
        close = bar.close();
        boolean untold = market.assetClass() == AssetClass.FX || market.assetClass() == AssetClass.INDEX;
        left = untold && bar.volume() == 0 ? Long.MAX_VALUE : (long) (bar.volume() * rules.barShare());
    }

    /** Begins to look at a trade. */
    void begin(long price, long quantity) {
        open = price;
        high = price;
        low = price;
        close = price;
        left = (long) (quantity * rules.barShare());
    }

    void match(Order order) {
        boolean wasTriggered = order.isTriggered();
        if (!wasTriggered) {
            see(order);
        }
        if (!order.isTriggered() || (!wasTriggered && order.hasLimit())) {
            return; // within a bar nobody knows whether the limit was paid after the stop
        }
        if (order.hasLimit()) {
            matchLimit(order);
        } else {
            long stop = wasTriggered ? open : order.stopPrice();
            matchMarket(order, order.isBuy() ? Math.max(open, stop) : Math.min(open, stop));
        }
        if (order.isAlive() && order.isImmediate()) {
            order.cancel(OrderReason.UNFILLED);
            executions.onChange(order);
        }
    }

    /** A stop sees the open, then what moved against it, then what moved a trailing stop along. */
    private void see(Order order) {
        order.see(open);
        order.see(order.isBuy() ? high : low);
        order.see(order.isBuy() ? low : high);
        order.see(close);
    }

    private void matchMarket(Order order, long price) {
        double worse = order.isBuy()
                ? Math.min((double) high, StrictMath.ceil((double) price * (1 + rules.slippage())))
                : Math.max((double) low, StrictMath.floor((double) price * (1 - rules.slippage())));
        fill(order, (long) worse, Liquidity.TAKER);
    }

    private void matchLimit(Order order) {
        long limit = order.terms().price();
        boolean atOpen = order.isBuy() ? open <= limit : open >= limit;
        boolean beyond = order.isBuy() ? low < limit : high > limit;
        if (atOpen) {
            fill(order, open, Liquidity.TAKER);
        } else if (beyond && !order.isImmediate()) {
            fill(order, limit, Liquidity.MAKER);
        }
    }

    private void fill(Order order, long price, Liquidity liquidity) {
        long quantity = Math.min(executions.most(order), left);
        if (quantity > 0 && (!order.isFillOrKill() || quantity == order.left())) {
            left -= quantity;
            order.fill(quantity, price);
            executions.onFill(order, quantity, price, liquidity);
        }
    }
}
