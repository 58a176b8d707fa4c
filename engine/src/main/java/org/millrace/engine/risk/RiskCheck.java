package org.millrace.engine.risk;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.orders.OpenOrders;
import org.millrace.engine.orders.Orders;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Looks at an order before it lives. The first rule that it breaks refuses it; {@link #bound} and {@link #value} say by
 * which numbers. An order that only makes a position smaller passes where the account may not lose or hold more.
 */
public final class RiskCheck {
    /** Most orders of an instrument that are open. */
    static final int MOST_OPEN = 1_000;

    private final RiskLimits limits;
    private final KillSwitches switches;
    private final PaperExchange exchange;
    private final Orders orders;
    private final Portfolio portfolio;
    private final Commitments commitments;
    private final OrderRate rate = new OrderRate();
    private double bound;
    private double value;

    public RiskCheck(
            RiskLimits limits, KillSwitches switches, PaperExchange exchange, Orders orders, Portfolio portfolio) {
        this.limits = limits;
        this.switches = switches;
        this.exchange = exchange;
        this.orders = orders;
        this.portfolio = portfolio;
        commitments = new Commitments(exchange, orders, portfolio);
    }

    /** Returns the limit that the last order would have broken. */
    public double bound() {
        return bound;
    }

    /** Returns what would have broken it. */
    public double value() {
        return value;
    }

    /**
     * Returns why an order is refused, or {@link OrderReason#NONE}.
     *
     * @param order    with numbers of the instrument's exponents
     * @param replaced number of an order in whose stead it stands; 0: none
     */
    public OrderReason check(OrderCommandDecoder order, int instrumentId, long replaced, long nowNs) {
        bound = 0;
        value = 0;
        Market market = exchange.market(instrumentId);
        if (market == null) {
            return OrderReason.UNKNOWN_INSTRUMENT;
        }
        if (!isWellFormed(order, market)) {
            return OrderReason.MALFORMED;
        }
        OpenOrders open = orders.of(instrumentId);
        if (replaced == 0 && exceeds(open.count() + 1.0, MOST_OPEN)) {
            return OrderReason.TOO_MANY;
        }
        double most = limits.of(Setting.RISK_ORDER_RATE);
        if (exceeds(1 + rate.take(order.accountId(), nowNs, most), most)) {
            return OrderReason.ORDER_RATE;
        }
        portfolio.denominate(order.accountId(), market);
        Ledger ledger = portfolio.valued(portfolio.account(order.accountId()));
        boolean reduceOnly = order.reduceOnly() == BooleanType.T;
        if (reduceOnly && portfolio.reducible(order, instrumentId) == 0) {
            return withoutNumbers(OrderReason.REDUCE_ONLY);
        }
        OrderReason price = checkPrice(order, market, nowNs);
        if (price != OrderReason.NONE || reduceOnly || reduces(order, market, ledger, replaced)) {
            return price;
        }
        OrderReason account = checkAccount(order.accountId(), ledger);
        return account == OrderReason.NONE ? checkSize(order, market, ledger, replaced) : account;
    }

    public void save(SnapshotWriter out) {
        rate.save(out);
    }

    public void load(SnapshotReader in) {
        rate.load(in);
    }

    /** Tells whether the account's position gets smaller, whatever its other orders do. */
    private boolean reduces(OrderCommandDecoder order, Market market, Ledger ledger, long replaced) {
        long held = ledger.quantity(market.instrumentId());
        long most = order.side() == Side.BUY ? -held : held;
        long waiting = commitments.waiting(market.instrumentId(), order.accountId(), order.side(), replaced);
        return order.quantity() <= most - waiting;
    }

    private static boolean isWellFormed(OrderCommandDecoder order, Market market) {
        OrderType type = order.orderType();
        boolean limited = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
        boolean stops = type == OrderType.STOP || type == OrderType.STOP_LIMIT || type == OrderType.TRAILING_STOP;
        return order.quantity() > 0
                && order.accountId() > 0
                && order.side() != Side.NULL_VAL
                && type != OrderType.NULL_VAL
                && order.timeInForce() != TimeInForce.NULL_VAL
                && (limited ? order.price() > 0 : order.price() == 0)
                && (stops ? order.stopPrice() > 0 : order.stopPrice() == 0)
                && order.priceExponent() == market.priceExponent()
                && order.quantityExponent() == market.quantityExponent();
    }

    private OrderReason checkPrice(OrderCommandDecoder order, Market market, long nowNs) {
        int id = market.instrumentId();
        double age = (double) (nowNs - market.lastNs());
        if (market.mark() == 0 || exceeds(age, limits.of(Setting.RISK_STALE, id))) {
            return OrderReason.NO_MARKET;
        }
        double reference = order.orderType() == OrderType.STOP_LIMIT ? (double) order.stopPrice() : market.mark();
        double worse = order.side() == Side.BUY ? order.price() - reference : reference - order.price();
        if (order.price() != 0 && exceeds(worse / reference, limits.of(Setting.RISK_COLLAR, id))) {
            return OrderReason.COLLAR;
        }
        return Money.of(price(order, market), order.quantity(), market.exponents()) == Money.OVERFLOW
                ? withoutNumbers(OrderReason.MALFORMED)
                : OrderReason.NONE;
    }

    private OrderReason checkAccount(int accountId, Ledger ledger) {
        if (switches.isEngaged(accountId)) {
            return withoutNumbers(OrderReason.KILL_SWITCH);
        }
        if (exceeds(Money.toDouble(ledger.lostToday()), limits.of(Setting.RISK_DAILY_LOSS))) {
            return OrderReason.DAILY_LOSS;
        }
        return exceeds(ledger.drawdown(), limits.of(Setting.RISK_DRAWDOWN)) ? OrderReason.DRAWDOWN : OrderReason.NONE;
    }

    private OrderReason checkSize(OrderCommandDecoder order, Market market, Ledger ledger, long replaced) {
        int id = market.instrumentId();
        int exponent = market.quantityExponent();
        double quantity = Decimals.toDouble(order.quantity(), exponent);
        if (exceeds(quantity, limits.of(Setting.RISK_ORDER_QUANTITY, id))) {
            return OrderReason.ORDER_QUANTITY;
        }
        double rateNow = portfolio.rate(market, ledger);
        if (Double.isNaN(rateNow)) {
            return withoutNumbers(OrderReason.NO_RATE);
        }
        double price = (double) price(order, market);
        double notional = market.money(price * (double) order.quantity()) * rateNow;
        if (exceeds(notional, limits.of(Setting.RISK_ORDER_NOTIONAL, id))) {
            return OrderReason.ORDER_NOTIONAL;
        }
        long held = ledger.quantity(id);
        long waiting = commitments.waiting(id, order.accountId(), order.side(), replaced);
        double then = Math.abs((double) (order.side() == Side.BUY ? held : -held) + waiting + order.quantity());
        if (exceeds(Decimals.scale(then, exponent), limits.of(Setting.RISK_POSITION, id))) {
            return OrderReason.POSITION;
        }
        if (exceeds(market.money(then * price) * rateNow, limits.of(Setting.RISK_NOTIONAL, id))) {
            return OrderReason.NOTIONAL;
        }
        return checkExposure(order, market, ledger, replaced);
    }

    private OrderReason checkExposure(OrderCommandDecoder order, Market market, Ledger ledger, long replaced) {
        commitments.count(order, market, price(order, market), ledger, replaced);
        if (exceeds(commitments.ofClass(), limits.of(market.assetClass()))) {
            return OrderReason.ASSET_EXPOSURE;
        }
        if (exceeds(commitments.all(), limits.of(Setting.RISK_EXPOSURE))) {
            return OrderReason.EXPOSURE;
        }
        return exceeds(commitments.all(), Money.toDouble(ledger.equity()) * limits.of(Setting.RISK_LEVERAGE))
                ? OrderReason.LEVERAGE
                : OrderReason.NONE;
    }

    private static long price(OrderCommandDecoder order, Market market) {
        return order.price() != 0 ? order.price() : market.takerPrice(order.side());
    }

    /** A rule that is no comparison. */
    private OrderReason withoutNumbers(OrderReason reason) {
        bound = 0;
        value = 0;
        return reason;
    }

    private boolean exceeds(double what, double limit) {
        value = what;
        bound = limit;
        return what > limit;
    }
}
