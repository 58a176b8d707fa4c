package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.feature.FeatureSet;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.journal.history.History.FeatureRow;
import org.millrace.journal.history.History.PredictionRow;

/** Writes feature sets, features, and what models say of them. */
final class FeatureFields {
    private FeatureFields() {}

    static void set(JsonGenerator json, FeatureSet set, LatestValues values) throws IOException {
        Instrument benchmark = values.listing().get(set.benchmarkId());
        json.writeNumberField("id", set.id());
        json.writeStringField("name", set.name());
        json.writeNumberField("version", set.version());
        json.writeStringField("benchmark", benchmark == null ? null : InstrumentNames.qualified(benchmark));
        json.writeArrayFieldStart("timeframes");
        for (int i = 0; i < Channels.TIMEFRAMES.size(); i++) {
            if ((set.timeframes() & (1 << i)) != 0) {
                json.writeString(Channels.TIMEFRAMES.get(i));
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("features");
        for (String feature : set.features()) {
            json.writeString(feature);
        }
        json.writeEndArray();
    }

    /** Writes one bar's features by their names; what is not warm is null. */
    static void row(JsonGenerator json, List<String> names, FeatureRow row) throws IOException {
        json.writeStringField("time", Instants.text(row.startNs()));
        json.writeStringField("known_at", Instants.text(row.knownNs()));
        json.writeObjectFieldStart("values");
        for (int i = 0; i < Math.min(names.size(), row.values().size()); i++) {
            JsonBody.number(json, names.get(i), row.values().get(i));
        }
        json.writeEndObject();
    }

    /** Returns the names of models by number, as far as they were told of. */
    static Map<Integer, String> modelNames(List<UnsafeBuffer> models) {
        Map<Integer, String> names = new HashMap<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        ModelStatusDecoder status = new ModelStatusDecoder();
        for (UnsafeBuffer each : models) {
            if (EventPrefix.templateId(each, 0) == ModelStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(each, 0, header);
                names.put(status.modelId(), status.name());
            }
        }
        return names;
    }

    /** Returns a Prediction as the store would answer it. */
    static PredictionRow prediction(DirectBuffer message) {
        PredictionDecoder said = new PredictionDecoder().wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
        return new PredictionRow(
                EventPrefix.sequence(message, 0),
                EventPrefix.eventTime(message, 0),
                said.modelId(),
                said.modelVersion(),
                Timeframes.text(said.timeframe()),
                Timeframes.text(said.horizon()),
                said.down(),
                said.neutral(),
                said.up(),
                said.value(),
                said.shadow() == BooleanType.T);
    }

    static void prediction(JsonGenerator json, PredictionRow row, Map<Integer, String> names) throws IOException {
        json.writeNumberField("sequence", row.sequence());
        json.writeNumberField("model", row.modelId());
        json.writeStringField("name", names.get(row.modelId()));
        json.writeNumberField("version", row.modelVersion());
        json.writeBooleanField("shadow", row.isShadow());
        json.writeStringField("timeframe", row.timeframe());
        json.writeStringField("horizon", row.horizon());
        JsonBody.number(json, "down", row.down());
        JsonBody.number(json, "neutral", row.neutral());
        JsonBody.number(json, "up", row.up());
        JsonBody.number(json, "value", row.value());
        json.writeStringField("time", Instants.text(row.timeNs()));
    }
}
