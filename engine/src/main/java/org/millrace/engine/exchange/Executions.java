package org.millrace.engine.exchange;

import org.millrace.codecs.sbe.Liquidity;
import org.millrace.engine.orders.Order;

/** Hears what becomes of orders on the exchange, while it happens. */
public interface Executions {
    /** Returns how much of an order may be executed now: all that is left, unless it may only reduce a position. */
    long most(Order order);

    /** An order is executed: it has taken note already. */
    void onFill(Order order, long quantity, long price, Liquidity liquidity);

    /** An order's state has changed, other than by a fill. */
    void onChange(Order order);
}
