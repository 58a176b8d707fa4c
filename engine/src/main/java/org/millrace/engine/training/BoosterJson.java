package org.millrace.engine.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.engine.performance.Doubles;

/**
 * Reads a model in the library's own JSON ("Introduction to Model IO", XGBoost 3.0): its trees or weights. Numbers are read
 * as the floats that they are, without a step in between.
 */
final class BoosterJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String TREES = "/learner/gradient_booster/model/trees";
    private static final String WEIGHTS = "/learner/gradient_booster/model/weights";
    private static final String BASE = "/learner/learner_model_param/base_score";

    private final List<Map<String, double[]>> trees = new ArrayList<>();
    private double[] weights = {};
    private float base;

    private BoosterJson() {}

    /** Reads a model. */
    static BoosterJson read(byte[] json) {
        BoosterJson model = new BoosterJson();
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            model.object(in, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return model;
    }

    /** Returns how many trees there are. */
    int trees() {
        return trees.size();
    }

    /**
     * Returns numbers of the nodes of a tree.
     *
     * @param name as the library has it: {@code split_conditions}
     */
    double[] nodes(int tree, String name) {
        double[] values = trees.get(tree).get(name);
        if (values == null) {
            throw new TrainingFailed("the library's model has no " + name + ": another version than 3.0?");
        }
        return values;
    }

    /** Returns the weights of a linear model: of each feature, and behind them of the bias, one for each margin. */
    double[] weights() {
        return weights;
    }

    /** Returns what each margin begins with. */
    float base() {
        return base;
    }

    private void object(JsonParser in, String path) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String inside = path + "/" + in.currentName();
            JsonToken token = in.nextToken();
            if (inside.equals(TREES)) {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    trees.add(tree(in));
                }
            } else if (inside.equals(WEIGHTS)) {
                weights = numbers(in);
            } else if (inside.equals(BASE)) {
                base = Float.parseFloat(in.getText().replaceAll("[\\[\\]]", ""));
            } else if (token == JsonToken.START_OBJECT) {
                object(in, inside);
            } else {
                in.skipChildren();
            }
        }
    }

    private static Map<String, double[]> tree(JsonParser in) throws IOException {
        Map<String, double[]> tree = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.START_ARRAY) {
                tree.put(name, numbers(in));
            } else {
                in.skipChildren();
            }
        }
        return tree;
    }

    private static double[] numbers(JsonParser in) throws IOException {
        Doubles numbers = new Doubles();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            numbers.add(
                    switch (token) {
                        case VALUE_TRUE -> 1;
                        case VALUE_FALSE -> 0;
                        default -> Float.parseFloat(in.getText());
                    });
        }
        return numbers.toArray();
    }
}
