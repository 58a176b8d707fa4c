package org.millrace.engine.strategy;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;

/**
 * An order that is being written: a market order, good till cancelled, unless told otherwise. Used again for the next.
 *
 * <pre>
 *   context.order(id, Side.BUY, 5).limit(price).send();
 * </pre>
 */
public final class OrderTicket {
    private final Desk desk;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final OrderCommandEncoder encoder = new OrderCommandEncoder();

    OrderTicket(Desk desk) {
        this.desk = desk;
        encoder.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
    }

    /** Takes orders that are written whole. */
    interface Desk {
        /** Places an order, and returns its number; 0: it was refused, and the strategy was told. */
        long place(DirectBuffer command, int offset);
    }

    OrderTicket begin(DirectBuffer cause, int offset, int instrumentId, int venue) {
        EventPrefix.writeDerived(command, 0, cause, offset, instrumentId, venue);
        encoder.price(0)
                .stopPrice(0)
                .orderType(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC)
                .reduceOnly(BooleanType.F);
        return this;
    }

    OrderTicket terms(
            int accountId, int strategyId, Side side, long quantity, int priceExponent, int quantityExponent) {
        encoder.accountId(accountId)
                .strategyId(strategyId)
                .side(side)
                .quantity(quantity)
                .priceExponent((byte) priceExponent)
                .quantityExponent((byte) quantityExponent);
        return this;
    }

    /** Pays, or takes, no worse a price than this one. */
    public OrderTicket limit(long price) {
        encoder.price(price).orderType(OrderType.LIMIT);
        return this;
    }

    /** Waits until this price is seen, then trades at any. */
    public OrderTicket stop(long price) {
        encoder.stopPrice(price).orderType(OrderType.STOP);
        return this;
    }

    /** Waits until a price is seen, then trades at no worse than a limit. */
    public OrderTicket stopLimit(long price, long limit) {
        encoder.stopPrice(price).price(limit).orderType(OrderType.STOP_LIMIT);
        return this;
    }

    /** Waits until the price has come back so far from its best, then trades at any. */
    public OrderTicket trailingStop(long distance) {
        encoder.stopPrice(distance).orderType(OrderType.TRAILING_STOP);
        return this;
    }

    /** Takes what there is at once, and cancels the rest. */
    public OrderTicket immediateOrCancel() {
        encoder.timeInForce(TimeInForce.IOC);
        return this;
    }

    /** Takes all at once, or nothing. */
    public OrderTicket fillOrKill() {
        encoder.timeInForce(TimeInForce.FOK);
        return this;
    }

    /** Ends with the day. */
    public OrderTicket day() {
        encoder.timeInForce(TimeInForce.DAY);
        return this;
    }

    /** Only makes a position smaller. */
    public OrderTicket reduceOnly() {
        encoder.reduceOnly(BooleanType.T);
        return this;
    }

    /** Places it, and returns its number; 0: it was refused, which {@link Strategy#onOrder} tells more of. */
    public long send() {
        return desk.place(command, 0);
    }
}
