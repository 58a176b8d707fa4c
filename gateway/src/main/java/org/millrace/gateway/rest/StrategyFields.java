package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.StrategyParameterDecoder;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.StrategyTable;
import org.millrace.gateway.strategies.StrategyKind;

/** Writes strategies, what they can be tuned by, and their signals. For one event loop. */
final class StrategyFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StrategyStatusDecoder status = new StrategyStatusDecoder();
    private final StrategyParameterDecoder parameter = new StrategyParameterDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final LatestValues values;

    StrategyFields(LatestValues values) {
        this.values = values;
    }

    StrategyStatusDecoder read(StrategyTable.Row row) {
        return status.wrapAndApplyHeader(row.status(), 0, header);
    }

    SignalDecoder readSignal(DirectBuffer buffer) {
        return signal.wrapAndApplyHeader(buffer, 0, header);
    }

    /** Returns the parameters of a strategy. */
    Map<String, Double> parameters(StrategyTable.Row row) {
        Map<String, Double> parameters = new TreeMap<>();
        row.parameters().forEach((name, message) -> {
            parameter.wrapAndApplyHeader(message, 0, header);
            parameters.put(name, parameter.value());
        });
        return parameters;
    }

    void strategy(JsonGenerator json, StrategyTable.Row row) throws IOException {
        read(row);
        json.writeNumberField("id", status.strategyId());
        json.writeStringField("type", status.name());
        json.writeFieldName("version");
        json.writeString(version());
        json.writeNumberField("account", status.accountId());
        OrderFields.instrument(json, row.status(), values);
        json.writeStringField("state", OrderFields.word(status.state()));
        if (status.fault().isEmpty()) {
            json.writeNullField("fault");
        } else {
            json.writeStringField("fault", status.fault());
        }
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Double> each : parameters(row).entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
        json.writeStringField("started", Instants.text(status.started()));
        json.writeStringField("updated", Instants.text(EventPrefix.eventTime(row.status(), 0)));
    }

    /** Returns the hash of its file; null: it is the engine's own. */
    private String version() {
        byte[] hash = new byte[StrategyStatusDecoder.fileHashLength()];
        int sum = 0;
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) status.fileHash(i);
            sum += status.fileHash(i);
        }
        return sum == 0 ? null : HexFormat.of().formatHex(hash);
    }

    static void kind(JsonGenerator json, StrategyKind kind) throws IOException {
        json.writeStringField("type", kind.name());
        json.writeStringField("source", kind.source());
        json.writeArrayFieldStart("parameters");
        for (StrategyKind.Parameter each : kind.parameters()) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeBooleanField("whole", each.whole());
            json.writeNumberField("from", each.from());
            json.writeNumberField("to", each.to());
            json.writeNumberField("step", each.step());
            json.writeNumberField("default", each.otherwise());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void signal(JsonGenerator json, DirectBuffer buffer) throws IOException {
        readSignal(buffer);
        json.writeNumberField("sequence", EventPrefix.sequence(buffer, 0));
        OrderFields.instrument(json, buffer, values);
        json.writeNumberField("strategy", signal.strategyId());
        json.writeStringField("side", OrderFields.word(signal.side()));
        JsonBody.number(json, "strength", signal.strength());
        json.writeStringField("rule", signal.rule());
        JsonBody.number(json, "left", signal.left());
        JsonBody.number(json, "right", signal.right());
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }
}
