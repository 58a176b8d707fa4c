package org.millrace.engine.orders;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderEncoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;

/** Tells of orders, after each change. */
public final class OrderMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LENGTH = HEADER + OrderEncoder.BLOCK_LENGTH;

    private final EventConsumer next;
    private final OrderEncoder encoder = new OrderEncoder();
    private final OrderCommandDecoder refused = new OrderCommandDecoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);

    public OrderMessages(EventConsumer next) {
        this.next = next;
        encoder.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    /** Tells how an order now is, because of an event. */
    public void tell(Order order, DirectBuffer cause, int offset) {
        terms(order.terms(), order.instrumentId(), order.venue(), cause, offset);
        encoder.orderId(order.id())
                .filledQuantity(order.filled())
                .stopPrice(order.stopPrice())
                .state(order.state())
                .bound(0)
                .value(0)
                .averagePrice(order.averagePrice());
        because(order.reason());
        next.onEvent(out, 0, LENGTH);
    }

    /**
     * Tells that an order was refused.
     *
     * @param command OrderCommand that asked for it
     * @param bound   the limit that it would break
     * @param value   what would break it
     */
    public void refuse(DirectBuffer command, int offset, long orderId, OrderReason reason, double bound, double value) {
        refused.wrap(command, offset + HEADER, OrderCommandDecoder.BLOCK_LENGTH, OrderCommandDecoder.SCHEMA_VERSION);
        terms(refused, EventPrefix.instrumentId(command, offset), EventPrefix.venue(command, offset), command, offset);
        encoder.orderId(orderId)
                .filledQuantity(0)
                .stopPrice(refused.stopPrice())
                .state(OrderState.REFUSED)
                .bound(bound)
                .value(value)
                .averagePrice(Double.NaN);
        because(reason);
        next.onEvent(out, 0, LENGTH);
    }

    private void terms(OrderCommandDecoder terms, int instrumentId, int venue, DirectBuffer cause, int offset) {
        EventPrefix.writeDerived(out, 0, cause, offset, instrumentId, venue);
        encoder.price(terms.price())
                .quantity(terms.quantity())
                .accountId(terms.accountId())
                .strategyId(terms.strategyId())
                .side(terms.side())
                .orderType(terms.orderType())
                .timeInForce(terms.timeInForce())
                .reduceOnly(terms.reduceOnly() == BooleanType.T ? BooleanType.T : BooleanType.F)
                .priceExponent(terms.priceExponent())
                .quantityExponent(terms.quantityExponent());
        encoder.commandId()
                .mostSignificant(terms.commandId().mostSignificant())
                .leastSignificant(terms.commandId().leastSignificant());
    }

    private void because(OrderReason reason) {
        encoder.reasonCode(reason.value()).reason(reason);
    }
}
