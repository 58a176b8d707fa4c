package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.exchange.Executions;
import org.millrace.engine.exchange.FillRules;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.orders.Amendment;
import org.millrace.engine.orders.OpenOrders;
import org.millrace.engine.orders.Order;
import org.millrace.engine.orders.OrderMessages;
import org.millrace.engine.orders.Orders;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.risk.KillRules;
import org.millrace.engine.risk.KillSwitchMessages;
import org.millrace.engine.risk.KillSwitchState;
import org.millrace.engine.risk.KillSwitches;
import org.millrace.engine.risk.RiskCheck;
import org.millrace.engine.risk.RiskLimits;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.Brokerage;

/**
 * Where orders go through: each is looked at by risk, then lives on the exchange, and its fills go into the books. All
 * that happens is told at once, with the event that is being handled as its cause.
 */
final class TradingDesk implements Executions, Brokerage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final double BEGINNING_CASH = 100_000;
    private static final KillSwitchState ALL_MAY_TRADE = new KillSwitchState(0, OrderReason.REQUESTED, 0, 0);

    private final Orders orders = new Orders();
    private final FillRules rules = new FillRules();
    private final RiskLimits limits = new RiskLimits();
    private final KillSwitches switches = new KillSwitches();
    private final PaperExchange exchange = new PaperExchange(orders, rules, this);
    private final Portfolio portfolio = new Portfolio(exchange, Money.ofDouble(BEGINNING_CASH));
    private final RiskCheck risk = new RiskCheck(limits, switches, exchange, orders, portfolio);
    private final KillRules killRules = new KillRules(limits, exchange, orders);
    private final Amendment amendment = new Amendment();
    private final OrderCommandDecoder asked = new OrderCommandDecoder();
    private final OrderMessages orderMessages;
    private final Fills fills;
    private final Bookkeeping books;
    private final KillSwitchMessages killMessages;
    private DirectBuffer cause;
    private int causeOffset;

    TradingDesk(EventConsumer next) {
        orderMessages = new OrderMessages(next);
        fills = new Fills(next);
        books = new Bookkeeping(portfolio, rules, next);
        killMessages = new KillSwitchMessages(next);
    }

    PaperExchange exchange() {
        return exchange;
    }

    Orders orders() {
        return orders;
    }

    Portfolio portfolio() {
        return portfolio;
    }

    /** Does not tell any more how accounts stand. */
    void keepQuiet() {
        books.keepQuiet();
    }

    /** Notes the event that is being handled. */
    void cause(DirectBuffer buffer, int offset) {
        if (cause != buffer) { // storing a reference costs the collector's barrier
            cause = buffer;
        }
        causeOffset = offset;
        fills.cause(buffer, offset);
    }

    /** Takes note of an instrument. */
    void define(DirectBuffer buffer, int offset) {
        portfolio.define(exchange.define(buffer, offset));
    }

    void set(Setting setting, int instrumentId, double value) {
        limits.set(setting, instrumentId, value);
        if (instrumentId == 0) {
            rules.set(setting, EventPrefix.venue(cause, causeOffset), value);
        }
    }

    @Override
    public Market market(int instrumentId) {
        return exchange.market(instrumentId);
    }

    @Override
    public boolean hasTraded(int accountId, int strategyId) {
        return portfolio.has(accountId, strategyId);
    }

    @Override
    public Ledger ledger(int accountId, int strategyId) {
        return portfolio.valued(portfolio.ledger(accountId, strategyId));
    }

    @Override
    public int openOrders(int strategyId, int instrumentId) {
        OpenOrders open = orders.of(instrumentId);
        int count = 0;
        for (int i = 0; open != null && i < open.count(); i++) {
            boolean isTheirs = open.get(i).terms().strategyId() == strategyId;
            count += isTheirs && open.get(i).isAlive() ? 1 : 0;
        }
        return count;
    }

    /**
     * Places an order, unless risk refuses it.
     *
     * @param command OrderCommand
     * @return its number; below 0: of one that was refused
     */
    @Override
    public long place(DirectBuffer command, int offset) {
        long refused = refuse(command, offset, 0);
        if (refused != 0) {
            return -refused;
        }
        Market market = exchange.market(EventPrefix.instrumentId(command, offset));
        Order order = orders.place(command, offset, rules.latencyNs(), market.hours());
        onChange(order);
        return order.id();
    }

    /** Cancels an order that is alive. */
    void cancel(Order order, OrderReason because) {
        order.cancel(because);
        onChange(order);
    }

    @Override
    public void cancel(int strategyId, long orderId) {
        Order order = orders.get(orderId);
        if (order != null && order.terms().strategyId() == strategyId) {
            cancel(order, OrderReason.REQUESTED);
        }
    }

    @Override
    public void cancelAll(int accountId, int strategyId, int instrumentId) {
        cancelAll(
                accountId,
                strategyId,
                instrumentId,
                instrumentId == 0 ? OrderReason.STRATEGY_STOPPED : OrderReason.REQUESTED);
    }

    @Override
    public double equity(int accountId) {
        return Money.toDouble(portfolio.valued(portfolio.account(accountId)).equity());
    }

    @Override
    public void amend(int strategyId, long orderId, long price, long stopPrice, long quantity) {
        Order order = orders.get(orderId);
        boolean isTheirs = order != null && order.terms().strategyId() == strategyId;
        if (isTheirs && order.isAmendable(price, stopPrice, quantity)) {
            amend(order, price, stopPrice, quantity);
        }
    }

    /**
     * Changes an order, unless risk refuses what it would be; 0 leaves a number as it is.
     *
     * @return its number; below 0: of the change that was refused
     */
    long amend(Order order, long price, long stopPrice, long quantity) {
        DirectBuffer changed = amendment
                .of(order, cause, causeOffset, price, stopPrice, quantity)
                .command();
        long refused = refuse(changed, 0, order.id());
        if (refused != 0) {
            return -refused;
        }
        orders.amend(order, amendment, rules.latencyNs());
        onChange(order);
        return order.id();
    }

    /**
     * Cancels the orders of an account, of one strategy in it, for one instrument; 0 stands for all. Where nobody asked for
     * that, what may only reduce stays: it protects what is still held.
     */
    void cancelAll(int accountId, int strategyId, int instrumentId, OrderReason because) {
        for (int id = 1; id < orders.limit(); id++) {
            OpenOrders open = instrumentId == 0 || instrumentId == id ? orders.of(id) : null;
            for (int i = 0; open != null && i < open.count(); i++) {
                Order order = open.get(i);
                boolean isTheirs = (accountId == 0 || order.terms().accountId() == accountId)
                        && (strategyId == 0 || order.terms().strategyId() == strategyId);
                boolean protects = because != OrderReason.REQUESTED && order.isReduceOnly();
                if (isTheirs && order.isAlive() && !protects) {
                    cancel(order, because);
                }
            }
        }
    }

    /** Stops an account, and cancels what it has ordered but what may only reduce. */
    void stop(KillSwitchState why) {
        killMessages.tell(switches.engage(why), true, cause, causeOffset);
        cancelAll(why.accountId(), 0, 0, OrderReason.KILL_SWITCH);
    }

    /** Takes back that an account was stopped; 0: that any was. */
    void release(int accountId) {
        switches.release(accountId);
        killMessages.tell(new KillSwitchState(accountId, OrderReason.REQUESTED, 0, 0), false, cause, causeOffset);
    }

    /** Ends the orders whose day is over. */
    void endDays() {
        exchange.endDays(cause, causeOffset);
    }

    /** A day begins, for what an account may lose in one. */
    void beginDay() {
        portfolio.value();
        portfolio.beginDay();
    }

    /** The clock ticks: values all, stops who has lost too much, and tells. */
    void tick() {
        books.tellPortfolios(cause, causeOffset);
        long nowNs = EventPrefix.eventTime(cause, causeOffset);
        for (int i = 0; i < portfolio.count(); i++) {
            Ledger ledger = portfolio.get(i);
            if (ledger.strategyId() == 0 && !switches.isEngaged(ledger.accountId())) {
                KillSwitchState why = killRules.check(ledger, nowNs);
                if (why != null) {
                    stop(why);
                }
            }
        }
    }

    /** Begins a span: tells of all that there is, and trusts no market before it shows itself. */
    void begin() {
        exchange.interrupt();
        if (switches.count() == 0) {
            killMessages.tell(ALL_MAY_TRADE, false, cause, causeOffset);
        }
        for (int i = 0; i < switches.count(); i++) {
            killMessages.tell(switches.get(i), true, cause, causeOffset);
        }
        for (int id = 1; id < orders.limit(); id++) {
            OpenOrders open = orders.of(id);
            for (int i = 0; open != null && i < open.count(); i++) {
                if (open.get(i).isAlive()) {
                    onChange(open.get(i));
                }
            }
        }
        books.tellAll(exchange, cause, causeOffset);
    }

    @Override
    public long most(Order order) {
        return order.isReduceOnly() ? Math.min(order.left(), reducible(order)) : order.left();
    }

    @Override
    public void onFill(Order order, long quantity, long price, Liquidity liquidity) {
        Market market = exchange.market(order.instrumentId());
        long fee = books.take(order, market, quantity, price, liquidity);
        fills.tell(order, quantity, price, fee, liquidity);
        onChange(order);
        books.tellPositions(order, market, cause, causeOffset);
        OpenOrders open = orders.of(order.instrumentId());
        for (int i = 0; i < open.count(); i++) {
            Order other = open.get(i);
            if (other.isReduceOnly() && other.isAlive() && reducible(other) == 0) {
                cancel(other, OrderReason.REDUCE_ONLY);
            }
        }
    }

    @Override
    public void onChange(Order order) {
        orderMessages.tell(order, cause, causeOffset);
    }

    void save(SnapshotWriter out) {
        orders.save(out);
        rules.save(out);
        limits.save(out);
        switches.save(out);
        risk.save(out);
        exchange.save(out);
        portfolio.save(out);
        out.putLong(fills.nextId());
    }

    void load(SnapshotReader in) {
        orders.load(in);
        rules.load(in);
        limits.load(in);
        switches.load(in);
        risk.load(in);
        exchange.load(in);
        portfolio.load(in);
        fills.nextId(in.getLong());
    }

    private long reducible(Order order) {
        return portfolio.reducible(order.terms(), order.instrumentId());
    }

    /** Asks risk, and returns the number of a refusal; 0: there is none. */
    private long refuse(DirectBuffer command, int offset, long replaced) {
        asked.wrap(command, offset + HEADER, OrderCommandDecoder.BLOCK_LENGTH, OrderCommandDecoder.SCHEMA_VERSION);
        OrderReason refused = risk.check(
                asked, EventPrefix.instrumentId(command, offset), replaced, EventPrefix.eventTime(command, offset));
        if (refused == OrderReason.NONE) {
            return 0;
        }
        long id = orders.takeId();
        orderMessages.refuse(command, offset, id, refused, risk.bound(), risk.value());
        return id;
    }
}
