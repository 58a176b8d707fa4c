package org.millrace.engine.models;

import java.util.Objects;

/**
 * A model as its file has it. Exactly one of trees, linear and onnxHash is there.
 *
 * @param trees    or null
 * @param linear   or null
 * @param onnxHash SHA-256 of its ONNX file, 64 hexadecimal digits; or null
 * @param training how features and predictions lay
 */
public record TrainedModel(
        ModelTerms terms, Trees trees, LinearWeights linear, String onnxHash, TrainingShape training) {
    public TrainedModel {
        Objects.requireNonNull(terms, "terms");
        int bodies = (trees == null ? 0 : 1) + (linear == null ? 0 : 1) + (onnxHash == null ? 0 : 1);
        Checks.require(bodies == 1, "kind", bodies + " of trees, linear, onnx", "one of them");
        int features = terms.features().names().size();
        if (trees != null) {
            margins("trees.base", trees.base().length, terms.link());
            Checks.require(
                    trees.highestFeature() < features,
                    "trees.feature",
                    trees.highestFeature(),
                    "an index below " + features + ", the number of features");
        }
        if (linear != null) {
            margins("linear.bias", linear.bias().length, terms.link());
            int length = linear.weights()[0].length;
            Checks.require(length == features, "linear.weights[0]", length + " entries", features + ", as features");
        }
        if (onnxHash != null) {
            Checks.require(onnxHash.matches("[0-9a-f]{64}"), "onnx.hash", onnxHash, "64 hexadecimal digits");
        }
        int known = training.features().size();
        Checks.require(
                known == 0 || known == features, "training.features", known + " of them", features + ", as features");
    }

    /** Makes one of trees. */
    public static TrainedModel of(ModelTerms terms, Trees trees, TrainingShape training) {
        return new TrainedModel(terms, trees, null, null, training);
    }

    /** Makes a linear one. */
    public static TrainedModel of(ModelTerms terms, LinearWeights linear, TrainingShape training) {
        return new TrainedModel(terms, null, linear, null, training);
    }

    /** Makes one that ONNX Runtime evaluates. */
    public static TrainedModel ofOnnx(ModelTerms terms, String hash, TrainingShape training) {
        return new TrainedModel(terms, null, null, hash, training);
    }

    public ModelKind kind() {
        return trees != null ? ModelKind.TREES : linear != null ? ModelKind.LINEAR : ModelKind.ONNX;
    }

    /**
     * Tells whether a feature may be missing: it was so in training too. Of a model whose training nobody knows none may, nor
     * of a linear one.
     */
    public boolean mayMiss(int feature) {
        return linear == null
                && !training.features().isEmpty()
                && training.features().get(feature).hasMissing();
    }

    /** Returns what predicts; of an ONNX model the library has it. */
    public Model evaluator() {
        if (trees != null) {
            return new FlatTrees(trees, terms.features().names().size(), terms.link());
        }
        if (linear != null) {
            return new LinearModel(linear, terms.link());
        }
        throw new IllegalStateException("model " + terms.name() + ": is evaluated by ONNX Runtime");
    }

    private static void margins(String member, int margins, ModelLink link) {
        Checks.require(margins == link.margins(), member, margins + " entries", link.margins() + ", as its link takes");
    }
}
