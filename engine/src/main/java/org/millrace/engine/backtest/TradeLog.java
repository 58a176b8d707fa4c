package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusDecoder;

/** Keeps the fills of a backtest, what they cost, refusals, and strategies that failed. */
final class TradeLog implements EventConsumer {
    private static final long UNDECIDED = Double.doubleToLongBits(Double.NaN);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final StrategyStatusDecoder status = new StrategyStatusDecoder();
    private final List<Fill> fills = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<OrderReason, Integer> refusals = new TreeMap<>();
    private final Long2LongHashMap decidedAt = new Long2LongHashMap(UNDECIDED); // doubles, as bits
    private IntToDoubleFunction marks = instrumentId -> Double.NaN;
    private long orders;

    /** Says who knows at which price an instrument is valued. */
    void marks(IntToDoubleFunction of) {
        marks = of;
    }

    /** Returns who hands events on to somebody else, once they are in this log. */
    EventConsumer before(EventConsumer also) {
        return (buffer, offset, length) -> {
            onEvent(buffer, offset, length);
            also.onEvent(buffer, offset, length);
        };
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case FillDecoder.TEMPLATE_ID -> onFill(buffer, offset);
            case OrderDecoder.TEMPLATE_ID -> onOrder(buffer, offset);
            case StrategyStatusDecoder.TEMPLATE_ID -> onStatus(buffer, offset);
            default -> {}
        }
    }

    List<Fill> fills() {
        return fills;
    }

    /** Returns how many orders were placed. */
    long orders() {
        return orders;
    }

    /** Returns how often which rule refused an order. */
    Map<OrderReason, Integer> refusals() {
        return refusals;
    }

    /** Returns what ended strategies before their time. */
    List<String> faults() {
        return faults;
    }

    private void onOrder(DirectBuffer buffer, int offset) {
        order.wrapAndApplyHeader(buffer, offset, header);
        switch (order.state()) {
            case PENDING -> {
                orders++;
                decide(EventPrefix.instrumentId(buffer, offset));
            }
            case OPEN -> {
                if (order.orderType() == OrderType.TRAILING_STOP) {
                    decide(EventPrefix.instrumentId(buffer, offset));
                }
            }
            case REFUSED -> refusals.merge(order.reason(), 1, Integer::sum);
            case FILLED, CANCELLED, EXPIRED -> decidedAt.remove(order.orderId());
            default -> {}
        }
    }

    private void decide(int instrumentId) {
        long decision = Double.doubleToLongBits(decision(instrumentId));
        if (decision == UNDECIDED) {
            decidedAt.remove(order.orderId());
        } else {
            decidedAt.put(order.orderId(), decision);
        }
    }

    /** Returns the price at which an order means to trade: the market's as it is placed, or where its stop lies. */
    private double decision(int instrumentId) {
        return switch (order.orderType()) {
            case MARKET -> marks.applyAsDouble(instrumentId);
            case STOP, TRAILING_STOP -> value(order.stopPrice(), order.priceExponent());
            default -> Double.NaN;
        };
    }

    private void onFill(DirectBuffer buffer, int offset) {
        fill.wrapAndApplyHeader(buffer, offset, header);
        double price = value(fill.price(), fill.priceExponent());
        double quantity = value(fill.quantity(), fill.quantityExponent());
        double decided = Double.longBitsToDouble(decidedAt.get(fill.orderId()));
        fills.add(new Fill(
                EventPrefix.eventTime(buffer, offset),
                EventPrefix.sequence(buffer, offset),
                fill.fillId(),
                fill.orderId(),
                EventPrefix.instrumentId(buffer, offset),
                fill.strategyId(),
                fill.side(),
                price,
                quantity,
                fill.quantity(),
                Money.of(fill.price(), fill.quantity(), fill.priceExponent() + fill.quantityExponent()),
                fill.fee(),
                (fill.side() == Side.BUY ? price - decided : decided - price) * quantity,
                fill.liquidity(),
                EventPrefix.flags(buffer, offset) & EventPrefix.QUALITY_MASK));
    }

    private void onStatus(DirectBuffer buffer, int offset) {
        status.wrapAndApplyHeader(buffer, offset, header);
        if (status.state() == StrategyState.FAULTED) {
            faults.add("strategy " + status.strategyId() + " (" + status.name() + "): " + status.fault());
        }
    }

    private static double value(long mantissa, int exponent) {
        return Decimals.toDouble(mantissa, exponent);
    }
}
