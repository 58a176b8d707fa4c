package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.OrderTable;

/** Writes orders and their fills. For one event loop. */
final class OrderFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final LatestValues values;

    OrderFields(LatestValues values) {
        this.values = values;
    }

    OrderDecoder read(DirectBuffer buffer) {
        return order.wrapAndApplyHeader(buffer, 0, header);
    }

    FillDecoder readFill(DirectBuffer buffer) {
        return fill.wrapAndApplyHeader(buffer, 0, header);
    }

    long idOf(DirectBuffer buffer) {
        return read(buffer).orderId();
    }

    void order(JsonGenerator json, DirectBuffer buffer) throws IOException {
        read(buffer);
        json.writeNumberField("id", order.orderId());
        instrument(json, buffer, values);
        json.writeNumberField("account", order.accountId());
        json.writeNumberField("strategy", order.strategyId());
        json.writeStringField("side", word(order.side()));
        json.writeStringField("type", word(order.orderType()));
        json.writeStringField("time_in_force", word(order.timeInForce()));
        json.writeBooleanField("reduce_only", order.reduceOnly() == BooleanType.T);
        json.writeStringField("quantity", EventFields.decimal(order.quantity(), order.quantityExponent()));
        json.writeStringField("filled", EventFields.decimal(order.filledQuantity(), order.quantityExponent()));
        price(json, "price", order.price());
        price(json, "stop_price", order.stopPrice());
        JsonBody.number(json, "average_price", order.averagePrice());
        json.writeStringField("state", word(order.state()));
        reason(json);
        json.writeStringField(
                "command_id",
                new UUID(order.commandId().mostSignificant(), order.commandId().leastSignificant()).toString());
        json.writeNumberField("sequence", EventPrefix.sequence(buffer, 0));
        json.writeStringField("created", Instants.text(values.desk().orders().created(order.orderId())));
        json.writeStringField("updated", Instants.text(EventPrefix.eventTime(buffer, 0)));
        json.writeBooleanField("open", OrderTable.isAlive(order.state()));
    }

    void fill(JsonGenerator json, DirectBuffer buffer) throws IOException {
        readFill(buffer);
        json.writeNumberField("id", fill.fillId());
        json.writeNumberField("order", fill.orderId());
        instrument(json, buffer, values);
        json.writeNumberField("account", fill.accountId());
        json.writeNumberField("strategy", fill.strategyId());
        json.writeStringField("side", word(fill.side()));
        json.writeStringField("price", EventFields.decimal(fill.price(), fill.priceExponent()));
        json.writeStringField("quantity", EventFields.decimal(fill.quantity(), fill.quantityExponent()));
        json.writeStringField("fee", EventFields.decimal(fill.fee(), fill.moneyExponent()));
        json.writeStringField("liquidity", word(fill.liquidity()));
        json.writeNumberField("sequence", EventPrefix.sequence(buffer, 0));
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }

    /** Writes which instrument a message is of. */
    static void instrument(JsonGenerator json, DirectBuffer buffer, LatestValues values) throws IOException {
        Instrument instrument = values.listing().get(EventPrefix.instrumentId(buffer, 0));
        if (instrument != null) {
            EventFields.instrument(json, instrument);
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void price(JsonGenerator json, String name, long mantissa) throws IOException {
        if (mantissa == 0) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, EventFields.decimal(mantissa, order.priceExponent()));
        }
    }

    private void reason(JsonGenerator json) throws IOException {
        boolean isRefused = order.state() == OrderState.REFUSED;
        if (order.reason() == OrderReason.NONE) {
            json.writeNullField("reason");
        } else {
            json.writeStringField("reason", word(order.reason()));
        }
        JsonBody.number(json, "bound", isRefused ? order.bound() : Double.NaN);
        JsonBody.number(json, "value", isRefused ? order.value() : Double.NaN);
    }
}
