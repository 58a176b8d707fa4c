package org.millrace.gateway.rest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AmendCommandEncoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.CancelCommandEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.codecs.sbe.UuidEncoder;
import org.millrace.gateway.command.CommandWriter;

/** Reads what order somebody asks for, or what change of one, and commands it. */
final class OrderRequest {
    private static final Set<String> MEMBERS = Set.of(
            "symbol",
            "account",
            "side",
            "type",
            "quantity",
            "price",
            "stop_price",
            "trailing_distance",
            "time_in_force",
            "reduce_only");
    private static final Set<String> CHANGES = Set.of("price", "stop_price", "quantity");

    private final RequestBody body;
    private final Instrument instrument;

    /**
     * Reads a request.
     *
     * @param instrument that the order is, or is to be, of
     */
    OrderRequest(RequestBody body, Instrument instrument) {
        this.body = body;
        this.instrument = instrument;
    }

    /** Returns the command that places the order. */
    CommandWriter place(int accountId) {
        body.requireKnown(MEMBERS);
        OrderType type = constant("type", OrderType.class, body.has("price") ? OrderType.LIMIT : OrderType.MARKET);
        Side side = constant("side", Side.class, null);
        TimeInForce timeInForce = constant("time_in_force", TimeInForce.class, TimeInForce.GTC);
        long quantity = mantissa("quantity", instrument.quantityExponent());
        if (quantity <= 0) {
            throw new BadRequest("quantity is missing, or not more than 0.");
        }
        boolean hasLimit = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
        long price = needed("price", hasLimit, type);
        long stopPrice = needed("stop_price", type == OrderType.STOP || type == OrderType.STOP_LIMIT, type);
        long distance = needed("trailing_distance", type == OrderType.TRAILING_STOP, type);
        boolean reduceOnly = body.flag("reduce_only", false);
        return (slot, id, nowNs) -> {
            OrderCommandEncoder command = new OrderCommandEncoder()
                    .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                    .price(price)
                    .stopPrice(type == OrderType.TRAILING_STOP ? distance : stopPrice)
                    .quantity(quantity)
                    .accountId(accountId)
                    .strategyId(0)
                    .side(side)
                    .orderType(type)
                    .timeInForce(timeInForce)
                    .reduceOnly(reduceOnly ? BooleanType.T : BooleanType.F)
                    .priceExponent((byte) instrument.priceExponent())
                    .quantityExponent((byte) instrument.quantityExponent());
            write(command.commandId(), id);
            return end(slot, nowNs, OrderCommandEncoder.BLOCK_LENGTH);
        };
    }

    /** Returns the command that changes an order. */
    CommandWriter amend(OrderDecoder order) {
        body.requireKnown(CHANGES);
        long orderId = order.orderId();
        int accountId = order.accountId();
        long price = mantissa("price", instrument.priceExponent());
        long stopPrice = mantissa("stop_price", instrument.priceExponent());
        long quantity = mantissa("quantity", instrument.quantityExponent());
        if (price < 0 || stopPrice < 0 || quantity < 0 || (price == 0 && stopPrice == 0 && quantity == 0)) {
            throw new BadRequest("One of price, stop_price and quantity is to be there, each more than 0.");
        }
        return (slot, id, nowNs) -> {
            AmendCommandEncoder command = new AmendCommandEncoder()
                    .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                    .orderId(orderId)
                    .price(price)
                    .stopPrice(stopPrice)
                    .quantity(quantity)
                    .accountId(accountId)
                    .priceExponent((byte) instrument.priceExponent())
                    .quantityExponent((byte) instrument.quantityExponent());
            write(command.commandId(), id);
            return end(slot, nowNs, AmendCommandEncoder.BLOCK_LENGTH);
        };
    }

    /** Returns the command that cancels an order. */
    CommandWriter cancel(OrderDecoder order) {
        long orderId = order.orderId();
        int accountId = order.accountId();
        return (slot, id, nowNs) -> {
            CancelCommandEncoder command = new CancelCommandEncoder()
                    .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                    .orderId(orderId)
                    .accountId(accountId);
            write(command.commandId(), id);
            return end(slot, nowNs, CancelCommandEncoder.BLOCK_LENGTH);
        };
    }

    static void write(UuidEncoder to, UUID id) {
        to.mostSignificant(id.getMostSignificantBits()).leastSignificant(id.getLeastSignificantBits());
    }

    private int end(MutableDirectBuffer slot, long nowNs, int blockLength) {
        int venueFlags = EventPrefix.venueFlags(instrument.venue().value(), 0);
        EventPrefix.writeInput(slot, 0, nowNs, nowNs, instrument.id(), venueFlags);
        return MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
    }

    /** Returns a price that an order of a type has to have, or may not have. */
    private long needed(String member, boolean isNeeded, OrderType type) {
        long mantissa = mantissa(member, instrument.priceExponent());
        if (isNeeded && mantissa <= 0) {
            throw new BadRequest(member + " is missing, or not more than 0.");
        }
        if (!isNeeded && body.has(member)) {
            throw new BadRequest("An order of type " + OrderFields.word(type) + " has no " + member + '.');
        }
        return mantissa;
    }

    private long mantissa(String member, int exponent) {
        BigDecimal value = body.decimal(member);
        if (value == null) {
            return 0;
        }
        try {
            return value.movePointRight(-exponent).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadRequest(member + " has " + -exponent + " decimal places at most, and is not that large.");
        }
    }

    private <E extends Enum<E>> E constant(String member, Class<E> type, E otherwise) {
        String name = body.text(member, "");
        if (name.isEmpty() && otherwise != null) {
            return otherwise;
        }
        List<E> constants = Arrays.stream(type.getEnumConstants())
                .filter(each -> !each.name().equals("NULL_VAL") && !each.name().equals("SBE_UNKNOWN"))
                .toList();
        return constants.stream()
                .filter(each -> OrderFields.word(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest(member + " is one of "
                        + constants.stream().map(OrderFields::word).collect(Collectors.joining(", ")) + '.'));
    }
}
