package org.millrace.engine.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.millrace.engine.models.Distribution;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelKind;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.Trees;
import org.millrace.engine.models.WantedFeatures;

/**
 * A model as JSON: the same model is always the same bytes, and their SHA-256 is who it is. doc/models.md describes the
 * members.
 */
public final class ModelFile {
    /** Name of the file in the folder of a version. */
    public static final String NAME = "model.json";

    private static final int FORMAT = 1;
    private static final Set<String> MEMBERS = Set.of(
            "format",
            "name",
            "id",
            "version",
            "kind",
            "features",
            "timeframe",
            "horizon",
            "target",
            "link",
            "trees",
            "linear",
            "onnx",
            "training");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest digits, whichever Java writes them
            .build();

    private ModelFile() {}

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException if it cannot be: the message names the member
     */
    public static TrainedModel read(byte[] json) {
        JsonMembers file = JsonMembers.parse(json);
        int format = file.integer("format");
        if (format != FORMAT) {
            throw new IllegalArgumentException("format: " + format + ", expected " + FORMAT);
        }
        file.only(MEMBERS);
        ModelKind kind = file.constant("kind", ModelKind.class);
        return new TrainedModel(
                terms(file),
                kind == ModelKind.TREES ? trees(file.object("trees")) : null,
                kind == ModelKind.LINEAR ? linear(file.object("linear")) : null,
                kind == ModelKind.ONNX ? file.object("onnx").text("hash") : null,
                file.has("training") ? training(file.object("training")) : TrainingShape.UNKNOWN);
    }

    /** Returns a model's file. */
    public static byte[] write(TrainedModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("format", FORMAT);
            terms(model, out);
            switch (model.kind()) {
                case TREES -> trees(model.trees(), out);
                case LINEAR -> linear(model.linear(), out);
                case ONNX -> {
                    out.writeObjectFieldStart("onnx");
                    out.writeStringField("hash", model.onnxHash());
                    out.writeEndObject();
                }
            }
            if (!model.training().features().isEmpty()) {
                training(model.training(), out);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes whatever is written
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Returns the SHA-256 of bytes, 64 hexadecimal digits. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static ModelTerms terms(JsonMembers file) {
        JsonMembers features = file.object("features");
        return new ModelTerms(
                file.text("name"),
                file.integer("id"),
                file.integer("version"),
                new WantedFeatures(
                        features.integer("id"),
                        features.text("name"),
                        features.integer("version"),
                        features.texts("names")),
                file.integer("timeframe"),
                file.integer("horizon"),
                file.constant("target", ModelTarget.class),
                file.constant("link", ModelLink.class));
    }

    private static Trees trees(JsonMembers in) {
        int[] missing = in.integers("missingLeft");
        boolean[] missingLeft = new boolean[missing.length];
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] != 0 && missing[i] != 1) {
                throw new IllegalArgumentException("trees.missingLeft[" + i + "]: " + missing[i] + ", expected 0 or 1");
            }
            missingLeft[i] = missing[i] == 1;
        }
        Trees.Nodes nodes = new Trees.Nodes(
                in.integers("feature"),
                in.floats("threshold"),
                in.integers("left"),
                in.integers("right"),
                missingLeft,
                in.floats("cover"));
        return new Trees(in.floats("base"), in.integers("roots"), nodes);
    }

    private static LinearWeights linear(JsonMembers in) {
        return new LinearWeights(in.rows("weights"), in.doubles("bias"));
    }

    private static TrainingShape training(JsonMembers in) {
        List<Distribution> features = new ArrayList<>();
        for (JsonMembers each : in.objects("features")) {
            features.add(distribution(each, "training.features[" + features.size() + "]"));
        }
        return new TrainingShape(features, distribution(in.object("predictions"), "training.predictions"));
    }

    private static Distribution distribution(JsonMembers in, String path) {
        double[] edges = in.doubles("edges");
        double[] shares = in.doubles("shares");
        try {
            return new Distribution(edges, shares);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + "." + e.getMessage(), e);
        }
    }

    private static void terms(TrainedModel model, JsonGenerator out) throws IOException {
        ModelTerms terms = model.terms();
        out.writeStringField("name", terms.name());
        out.writeNumberField("id", terms.id());
        out.writeNumberField("version", terms.version());
        out.writeStringField("kind", small(model.kind()));
        out.writeObjectFieldStart("features");
        out.writeNumberField("id", terms.features().setId());
        out.writeStringField("name", terms.features().setName());
        out.writeNumberField("version", terms.features().version());
        out.writeArrayFieldStart("names");
        for (String name : terms.features().names()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeNumberField("timeframe", terms.timeframe());
        out.writeNumberField("horizon", terms.horizon());
        out.writeStringField("target", small(terms.target()));
        out.writeStringField("link", small(terms.link()));
    }

    private static void trees(Trees trees, JsonGenerator out) throws IOException {
        Trees.Nodes nodes = trees.nodes();
        int[] roots = new int[trees.count()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = trees.root(i);
        }
        int[] missingLeft = new int[nodes.count()];
        for (int i = 0; i < missingLeft.length; i++) {
            missingLeft[i] = nodes.missingLeft()[i] ? 1 : 0;
        }
        out.writeObjectFieldStart("trees");
        floats("base", trees.base(), out);
        integers("roots", roots, out);
        integers("feature", nodes.feature(), out);
        floats("threshold", nodes.threshold(), out);
        integers("left", nodes.left(), out);
        integers("right", nodes.right(), out);
        integers("missingLeft", missingLeft, out);
        floats("cover", nodes.cover(), out);
        out.writeEndObject();
    }

    private static void linear(LinearWeights linear, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("linear");
        out.writeArrayFieldStart("weights");
        for (double[] row : linear.weights()) {
            out.writeArray(row, 0, row.length);
        }
        out.writeEndArray();
        doubles("bias", linear.bias(), out);
        out.writeEndObject();
    }

    private static void training(TrainingShape training, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("training");
        out.writeArrayFieldStart("features");
        for (Distribution each : training.features()) {
            distribution(each, out);
        }
        out.writeEndArray();
        out.writeFieldName("predictions");
        distribution(training.predictions(), out);
        out.writeEndObject();
    }

    private static void distribution(Distribution distribution, JsonGenerator out) throws IOException {
        out.writeStartObject();
        doubles("edges", distribution.edges(), out);
        doubles("shares", distribution.shares(), out);
        out.writeEndObject();
    }

    private static void floats(String name, float[] values, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (float value : values) {
            out.writeNumber(value);
        }
        out.writeEndArray();
    }

    private static void doubles(String name, double[] values, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        out.writeArray(values, 0, values.length);
    }

    private static void integers(String name, int[] values, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        out.writeArray(values, 0, values.length);
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
