package org.millrace.engine.registry;

import java.nio.file.Path;
import java.util.List;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelKind;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.models.TrainedModel;

/** Versions of the registry as a library, where nothing is journaled; others from elsewhere. Thread-safe. */
public final class StoredModels implements ModelLibrary {
    private final List<StoredModel> models;
    private final ModelLibrary others;

    /**
     * Makes one.
     *
     * @param others has those that are not among the models
     */
    public StoredModels(List<StoredModel> models, ModelLibrary others) {
        this.models = List.copyOf(models);
        this.others = others;
    }

    @Override
    public LoadedModel load(String name, String hash) {
        for (StoredModel each : models) {
            if (each.hash().equals(hash)) {
                return new LoadedModel(hash, each.model(), evaluator(each));
            }
        }
        return others.load(name, hash);
    }

    /**
     * Finds out whether an ONNX file can be evaluated as a model's terms say.
     *
     * @param file for errors
     * @throws IllegalArgumentException if it cannot be
     */
    public static void check(Path file, byte[] onnx, TrainedModel model) {
        OnnxModel.of(file, onnx, model.terms());
    }

    /** Returns what predicts as a version does. */
    public static Model evaluator(StoredModel stored) {
        if (stored.model().kind() != ModelKind.ONNX) {
            return stored.model().evaluator();
        }
        Path file = stored.folder().resolve(ModelRegistry.ONNX);
        return OnnxModel.of(file, ModelRegistry.bytes(file), stored.model().terms());
    }
}
