package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelState;
import org.millrace.codecs.sbe.ModelStatusDecoder;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.models.ModelExplanation;
import org.millrace.gateway.models.ModelVersion;

/** Writes versions of models, and why they say what they say. For one event loop. */
final class ModelFields {
    private static final List<String> CLASSES = List.of("down", "neutral", "up");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ModelStatusDecoder status = new ModelStatusDecoder();
    private final LatestValues values;

    ModelFields(LatestValues values) {
        this.values = values;
    }

    void version(JsonGenerator json, ModelVersion version) throws IOException {
        json.writeStringField("name", version.name());
        json.writeNumberField("version", version.version());
        json.writeNumberField("id", version.id());
        json.writeStringField("hash", version.hash());
        json.writeStringField("kind", version.kind());
        json.writeStringField("target", version.target());
        json.writeStringField("timeframe", Timeframes.text(version.timeframe()));
        json.writeNumberField("horizon_seconds", version.horizon());
        json.writeStringField("set", version.wants().setName());
        json.writeNumberField("set_version", version.wants().setVersion());
        json.writeNumberField("features", version.wants().features().size());
        ModelStatusDecoder told = status(version);
        json.writeStringField("role", role(version).name().toLowerCase(Locale.ROOT));
        json.writeNumberField("predictions", told == null ? 0 : told.predictions());
    }

    /** Returns what a version does. */
    ModelState role(ModelVersion version) {
        ModelStatusDecoder told = status(version);
        return told == null ? ModelState.RETIRED : told.state();
    }

    /** Returns what was last told of a version; null: nothing. */
    private ModelStatusDecoder status(ModelVersion version) {
        for (DirectBuffer message : values.analytics().models()) {
            if (EventPrefix.templateId(message, 0) == ModelStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(message, 0, header);
                if (status.modelVersion() == version.version() && status.name().equals(version.name())) {
                    return status;
                }
            }
        }
        return null;
    }

    static void explanation(JsonGenerator json, ModelVersion version, double[] values, ModelExplanation explanation)
            throws IOException {
        json.writeStringField("name", version.name());
        json.writeNumberField("version", version.version());
        double[][] margins = explanation.contributions();
        List<String> features = version.wants().features();
        numbers(json, "prediction", explanation.prediction());
        json.writeArrayFieldStart("margins");
        for (int i = 0; i < margins.length; i++) {
            json.writeStartObject();
            json.writeStringField("of", margins.length == CLASSES.size() ? CLASSES.get(i) : ofOne(version));
            JsonBody.number(json, "expected", margins[i][features.size()]);
            double sum = 0;
            for (double each : margins[i]) {
                sum += each;
            }
            JsonBody.number(json, "margin", sum);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("features");
        for (int i = 0; i < features.size(); i++) {
            json.writeStartObject();
            json.writeStringField("feature", features.get(i));
            JsonBody.number(json, "value", values[i]);
            json.writeArrayFieldStart("contributions");
            for (double[] margin : margins) {
                number(json, margin[i]);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String ofOne(ModelVersion version) {
        return version.target().equals("direction") ? "up" : "value";
    }

    private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            number(json, value);
        }
        json.writeEndArray();
    }

    /** Writes an element of an array, null where it is not a number. */
    static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
