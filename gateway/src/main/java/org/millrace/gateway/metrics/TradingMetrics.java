package org.millrace.gateway.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;

/**
 * Counts fills, orders by how they ended and refusals by rule, and keeps what accounts and strategies are worth: the
 * first {@value #MOST_LABELS} of each have a label of their own, the others none.
 */
public final class TradingMetrics implements FrameConsumer {
    /** Accounts, and strategies, that have labels. */
    static final int MOST_LABELS = 16;

    private final Map<OrderState, Count> ends = new EnumMap<>(OrderState.class);
    private final Map<OrderReason, Count> refusals = new EnumMap<>(OrderReason.class);
    private final Map<Integer, Ledger> accounts = new HashMap<>();
    private final Map<Integer, Ledger> strategies = new HashMap<>();
    private final Map<Integer, StrategyState> states = new HashMap<>();
    private final Count fills = new Count();
    private final Metrics metrics;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final PortfolioDecoder portfolio = new PortfolioDecoder();
    private final StrategyStatusDecoder status = new StrategyStatusDecoder();
    private volatile int running;

    public TradingMetrics(Metrics metrics) {
        this.metrics = metrics;
        metrics.counter("trading_fills_total", "Executions on the paper exchange", fills::get);
        metrics.gauge("trading_strategies_running", "Strategies that run", () -> running);
        for (OrderState state : OrderState.values()) {
            Count count = new Count();
            ends.put(state, count);
            if (isEnd(state)) {
                metrics.counter("trading_orders_total", "Orders that ended", count::get, "state", word(state));
            }
        }
        for (OrderReason reason : OrderReason.values()) {
            Count count = new Count();
            refusals.put(reason, count);
            if (reason != OrderReason.NULL_VAL && reason != OrderReason.NONE) {
                metrics.counter("trading_refusals_total", "Orders refused", count::get, "rule", word(reason));
            }
        }
        ledger(accounts, 0, "account");
        ledger(strategies, 1, "strategy");
    }

    /** What a ledger is worth, as it was told last. Written by an event loop, read by whoever scrapes. */
    private static final class Ledger {
        private volatile double equity;
        private volatile double pnl;
        private volatile double drawdown;
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            switch (EventPrefix.templateId(frames, message)) {
                case OrderDecoder.TEMPLATE_ID -> onOrder(order.wrapAndApplyHeader(frames, message, header));
                case FillDecoder.TEMPLATE_ID -> {
                    fill.wrapAndApplyHeader(frames, message, header);
                    fills.increment();
                }
                case PortfolioDecoder.TEMPLATE_ID -> onPortfolio(portfolio.wrapAndApplyHeader(frames, message, header));
                case StrategyStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(frames, message, header));
                default -> {}
            }
        }
    }

    @Override
    public void onLoss() {
        // what was lost is not counted
    }

    private void onOrder(OrderDecoder told) {
        ends.get(told.state()).increment();
        if (told.state() == OrderState.REFUSED) {
            refusals.get(told.reason()).increment();
        }
    }

    private void onPortfolio(PortfolioDecoder told) {
        Ledger ledger = told.strategyId() == 0
                ? ledger(accounts, told.accountId(), "account")
                : ledger(strategies, told.strategyId(), "strategy");
        if (ledger != null) {
            double unit = Math.pow(10, -told.moneyExponent());
            ledger.equity = told.equity() / unit;
            ledger.pnl = (told.realisedPnl() + told.unrealisedPnl() - told.fees()) / unit;
            ledger.drawdown = told.drawdown();
        }
    }

    private void onStatus(StrategyStatusDecoder told) {
        states.put(told.strategyId(), told.state());
        states.values().removeIf(state -> state != StrategyState.RUNNING);
        running = states.size();
    }

    /** Returns where a ledger's figures go; null: too many have labels already. */
    private Ledger ledger(Map<Integer, Ledger> of, int id, String label) {
        Ledger known = of.get(id);
        if (known != null || of.size() >= MOST_LABELS) {
            return known;
        }
        Ledger made = new Ledger();
        of.put(id, made);
        String number = Integer.toString(id);
        if (of == accounts) {
            metrics.gauge("trading_equity", "Cash and what is held; 0: all accounts", () -> made.equity, label, number);
            metrics.gauge("trading_drawdown", "Lost of the highest equity", () -> made.drawdown, label, number);
            metrics.gauge("trading_pnl", "Earned, after fees, held or not", () -> made.pnl, label, number);
        } else {
            metrics.gauge("trading_strategy_pnl", "Earned by a strategy, after fees", () -> made.pnl, label, number);
        }
        return made;
    }

    private static boolean isEnd(OrderState state) {
        return switch (state) {
            case FILLED, CANCELLED, EXPIRED, REFUSED -> true;
            default -> false;
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
