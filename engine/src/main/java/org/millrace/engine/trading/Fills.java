package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.FillEncoder;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.engine.orders.Order;

/** Tells of executions, and numbers them. */
final class Fills {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + FillEncoder.BLOCK_LENGTH;

    private final EventConsumer next;
    private final FillEncoder fill = new FillEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private long nextId = 1;
    private DirectBuffer cause;
    private int causeOffset;

    Fills(EventConsumer next) {
        this.next = next;
        fill.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    long nextId() {
        return nextId;
    }

    void nextId(long id) {
        nextId = id;
    }

    /** Notes the event that is being handled. */
    void cause(DirectBuffer buffer, int offset) {
        if (cause != buffer) { // storing a reference costs the collector's barrier
            cause = buffer;
        }
        causeOffset = offset;
    }

    void tell(Order order, long quantity, long price, long fee, Liquidity liquidity) {
        OrderCommandDecoder terms = order.terms();
        EventPrefix.writeDerived(out, 0, cause, causeOffset, order.instrumentId(), order.venue());
        fill.fillId(nextId++)
                .orderId(order.id())
                .price(price)
                .quantity(quantity)
                .fee(fee)
                .accountId(terms.accountId())
                .strategyId(terms.strategyId())
                .side(terms.side())
                .liquidity(liquidity)
                .priceExponent(terms.priceExponent())
                .quantityExponent(terms.quantityExponent())
                .moneyExponent((byte) Money.EXPONENT);
        next.onEvent(out, 0, LENGTH);
    }
}
