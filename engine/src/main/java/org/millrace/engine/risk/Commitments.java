package org.millrace.engine.risk;

import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.orders.OpenOrders;
import org.millrace.engine.orders.Order;
import org.millrace.engine.orders.Orders;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;

/**
 * What an account would hold if a new order was executed, and of its open ones all that buy, or all that sell, whichever
 * is more of each instrument. Orders that may only reduce do not count.
 */
final class Commitments {
    private final PaperExchange exchange;
    private final Orders orders;
    private final Portfolio portfolio;
    private double all;
    private double ofClass;

    Commitments(PaperExchange exchange, Orders orders, Portfolio portfolio) {
        this.exchange = exchange;
        this.orders = orders;
        this.portfolio = portfolio;
    }

    /** Returns the worth of all, in the account's currency, once it is counted. */
    double all() {
        return all;
    }

    /** Returns the same of the new order's asset class only. */
    double ofClass() {
        return ofClass;
    }

    /** Returns what open orders of an account would still do in a direction, without one that is about to be replaced. */
    long waiting(int instrumentId, int accountId, Side side, long replaced) {
        OpenOrders open = orders.of(instrumentId);
        long waiting = 0;
        for (int i = 0; open != null && i < open.count(); i++) {
            Order order = open.get(i);
            boolean counts = order.isAlive()
                    && !order.isReduceOnly()
                    && order.id() != replaced
                    && order.terms().accountId() == accountId
                    && order.terms().side() == side;
            waiting += counts ? order.left() : 0;
        }
        return waiting;
    }

    /** Counts all that there would be, at the markets' prices; what is about to be ordered at its own. */
    void count(OrderCommandDecoder order, Market market, long price, Ledger ledger, long replaced) {
        AssetClass assetClass = market.assetClass();
        all = 0;
        ofClass = 0;
        for (int id = 1; id < exchange.limit(); id++) {
            Market each = exchange.market(id);
            if (each == null) {
                continue;
            }
            long buys = waiting(id, ledger.accountId(), Side.BUY, replaced);
            long sells = waiting(id, ledger.accountId(), Side.SELL, replaced);
            if (each == market) {
                buys += order.side() == Side.BUY ? order.quantity() : 0;
                sells += order.side() == Side.SELL ? order.quantity() : 0;
            }
            long held = ledger.quantity(id);
            long most = Math.max(Math.abs(held + buys), Math.abs(held - sells));
            double worth = most == 0 ? 0 : worth(each, most, each == market ? (double) price : each.mark(), ledger);
            all += worth;
            ofClass += each.assetClass() == assetClass ? worth : 0;
        }
    }

    private double worth(Market market, long quantity, double price, Ledger ledger) {
        double rate = portfolio.rate(market, ledger);
        return Double.isNaN(rate) ? 0 : market.money(price * (double) quantity) * rate;
    }
}
