package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.backtests.BacktestStatus;
import org.millrace.gateway.latest.InstrumentNames;

/** Writes backtests: what was asked for, how it stands, what came of it. */
final class BacktestFields {
    private BacktestFields() {}

    /** Returns the name of an instrument behind its venue's. */
    static String name(Instrument instrument) {
        return InstrumentNames.venueName(instrument.venue()) + ':' + instrument.name();
    }

    /** Tells whether somebody may see all instruments that a backtest is about. */
    static boolean allows(Principal principal, BacktestStatus status) {
        return Stream.concat(
                        status.request().strategies().stream().map(BacktestRequest.Strategy::instrument),
                        status.result().stream().flatMap(result -> result.instruments().stream()))
                .allMatch(instrument -> Entitled.allows(principal, instrument));
    }

    static void backtest(JsonGenerator json, BacktestStatus status, Principal principal) throws IOException {
        BacktestRequest request = status.request();
        json.writeStringField("id", request.id().toString());
        json.writeStringField("owner", request.owner());
        json.writeStringField("state", OrderFields.word(status.state()));
        json.writeNumberField("progress", status.progress());
        json.writeNumberField("events", status.events());
        json.writeNumberField("events_per_second", status.eventsPerSecond());
        strategies(json, request);
        json.writeArrayFieldStart("models");
        for (BacktestRequest.Model model : request.models()) {
            json.writeString(model.toString());
        }
        json.writeEndArray();
        time(json, "from", request.fromNs());
        time(json, "to", request.toNs());
        boolean isAllowed = allows(principal, status);
        String error = isAllowed ? status.error() : "It is about instruments that you may not see.";
        if (error.isEmpty()) {
            json.writeNullField("error");
        } else {
            json.writeStringField("error", error);
        }
        if (isAllowed && status.result().isPresent()) {
            result(json, status.result().get());
        } else {
            json.writeNullField("result");
        }
    }

    private static void strategies(JsonGenerator json, BacktestRequest request) throws IOException {
        json.writeArrayFieldStart("strategies");
        for (BacktestRequest.Strategy each : request.strategies()) {
            json.writeStartObject();
            json.writeStringField("strategy", each.name());
            json.writeStringField("instrument", name(each.instrument()));
            json.writeObjectFieldStart("params");
            for (Map.Entry<String, Double> value : each.parameters().entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, long timeNs) throws IOException {
        if (timeNs == Long.MIN_VALUE) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Instants.text(timeNs));
        }
    }

    private static void result(JsonGenerator json, BacktestStatus.Result result) throws IOException {
        json.writeObjectFieldStart("result");
        json.writeObjectFieldStart("measures");
        for (Map.Entry<String, Double> measure : result.measures().entrySet()) {
            JsonBody.number(json, measure.getKey(), measure.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("instruments");
        for (Instrument instrument : result.instruments()) {
            json.writeString(name(instrument));
        }
        json.writeEndArray();
        json.writeNumberField("orders", result.orders());
        json.writeNumberField("fills", result.fills());
        json.writeNumberField("trades", result.trades());
        json.writeObjectFieldStart("refusals");
        for (Map.Entry<String, Integer> refusal : result.refusals().entrySet()) {
            json.writeNumberField(refusal.getKey(), refusal.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("faults");
        for (String fault : result.faults()) {
            json.writeString(fault);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
