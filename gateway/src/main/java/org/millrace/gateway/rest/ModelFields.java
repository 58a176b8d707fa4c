package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
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
import org.millrace.gateway.models.ModelVerdict;
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
        Role role = roleOf(version);
        json.writeStringField("role", text(role.state));
        json.writeNumberField("predictions", role.predictions);
        verdict(json, version);
    }

    private static void verdict(JsonGenerator json, ModelVersion version) throws IOException {
        if (version.verdict().isEmpty()) {
            json.writeNullField("verdict");
            return;
        }
        ModelVerdict verdict = version.verdict().get();
        json.writeObjectFieldStart("verdict");
        json.writeStringField("advice", verdict.advice());
        json.writeStringField("score", verdict.score());
        json.writeStringField("over", verdict.over());
        JsonBody.number(json, "model", verdict.model());
        json.writeStringField("baseline", verdict.baseline());
        JsonBody.number(json, "beside", verdict.beside());
        json.writeStringField("says", verdict.says());
        json.writeEndObject();
    }

    /** Returns a role's name: {@code none} of a version of which the engine has told nothing. */
    static String text(ModelState role) {
        return role == ModelState.NULL_VAL ? "none" : role.name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a version predicts in a role. */
    static boolean isRunning(ModelState role) {
        return role == ModelState.PROMOTED || role == ModelState.SHADOW;
    }

    /** Returns what a version does. */
    ModelState role(ModelVersion version) {
        return roleOf(version).state;
    }

    private Role roleOf(ModelVersion version) {
        return roles().stream()
                .filter(each -> each.hash.equals(version.hash()))
                .findFirst()
                .orElse(new Role(version.name(), version.version(), version.hash(), ModelState.NULL_VAL, 0));
    }

    /** What the engine has told of a version, by the hash of its file: the registry may have another by now. */
    record Role(String name, int version, String hash, ModelState state, long predictions) {
        boolean isRunning() {
            return ModelFields.isRunning(state);
        }
    }

    /** Returns what the engine has told of each version that runs or ran. */
    List<Role> roles() {
        List<Role> roles = new ArrayList<>();
        for (DirectBuffer message : values.analytics().models()) {
            if (EventPrefix.templateId(message, 0) == ModelStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(message, 0, header);
                byte[] hash = new byte[ModelStatusDecoder.fileHashLength()];
                for (int i = 0; i < hash.length; i++) {
                    hash[i] = (byte) status.fileHash(i);
                }
                String text = HexFormat.of().formatHex(hash);
                roles.add(new Role(status.name(), status.modelVersion(), text, status.state(), status.predictions()));
            }
        }
        return roles;
    }

    static void explanation(JsonGenerator json, ModelVersion version, double[] values, ModelExplanation explanation)
            throws IOException {
        json.writeStringField("name", version.name());
        json.writeNumberField("version", version.version());
        double[][] margins = explanation.contributions();
        List<String> features = version.wants().features();
        numbers(json, "prediction", explanation.prediction());
        json.writeArrayFieldStart("lacking");
        for (String feature : explanation.lacking()) {
            json.writeString(feature);
        }
        json.writeEndArray();
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
