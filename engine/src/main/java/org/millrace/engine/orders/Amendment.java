package org.millrace.engine.orders;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;

/** A change of an order, written as the order that would be placed in its stead: for what is left of it. */
public final class Amendment {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[Order.LENGTH]);
    private final OrderCommandEncoder encoder = new OrderCommandEncoder();
    private final OrderCommandDecoder terms = new OrderCommandDecoder();
    private final AmendCommandDecoder asked = new AmendCommandDecoder();

    /** Makes one that changes nothing yet. */
    public Amendment() {
        encoder.wrap(command, HEADER);
        terms.wrap(command, HEADER, OrderCommandDecoder.BLOCK_LENGTH, OrderCommandDecoder.SCHEMA_VERSION);
    }

    /**
     * Writes a change; 0 leaves a number as it is.
     *
     * @param cause    AmendCommand, or the event that a strategy was told of
     * @param quantity in all, with what is filled already
     */
    public Amendment of(Order order, DirectBuffer cause, int offset, long price, long stopPrice, long quantity) {
        order.copyTo(command);
        EventPrefix.writeDerived(command, 0, cause, offset, order.instrumentId(), order.venue());
        long most = 0;
        long least = 0;
        if (EventPrefix.templateId(cause, offset) == AmendCommandDecoder.TEMPLATE_ID) {
            asked.wrap(cause, offset + HEADER, AmendCommandDecoder.BLOCK_LENGTH, AmendCommandDecoder.SCHEMA_VERSION);
            most = asked.commandId().mostSignificant();
            least = asked.commandId().leastSignificant();
        }
        encoder.commandId().mostSignificant(most).leastSignificant(least);
        encoder.price(price == 0 ? terms.price() : price)
                .stopPrice(stopPrice == 0 ? terms.stopPrice() : stopPrice)
                .quantity((quantity == 0 ? terms.quantity() : quantity) - order.filled());
        return this;
    }

    /** Returns it as the bytes of an OrderCommand. */
    public DirectBuffer command() {
        return command;
    }

    OrderCommandDecoder terms() {
        return terms;
    }

    long sequence() {
        return EventPrefix.sequence(command, 0);
    }

    long timeNs() {
        return EventPrefix.eventTime(command, 0);
    }
}
