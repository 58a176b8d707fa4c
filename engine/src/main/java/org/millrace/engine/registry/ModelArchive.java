package org.millrace.engine.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelKind;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.models.TrainedModel;

/**
 * Models that a journal speaks of, each file under its SHA-256: what ran once can run again, whatever became of the registry.
 * Thread-safe.
 */
public final class ModelArchive implements ModelLibrary {
    /** Its folder in a data directory. */
    public static final String FOLDER = "models-loaded";

    private final Path folder;
    private final Map<String, TrainedModel> read = new ConcurrentHashMap<>();

    public ModelArchive(Path folder) {
        this.folder = folder;
    }

    /** Tells whether it has a model. */
    public boolean has(String hash) {
        return Files.exists(json(hash));
    }

    /** Keeps a version of the registry, before a command speaks of it. */
    public void keep(StoredModel stored) {
        if (stored.model().kind() == ModelKind.ONNX) { // first: a model.json that is there can be loaded
            keep(
                    stored.folder().resolve(ModelRegistry.ONNX),
                    onnx(stored.model().onnxHash()));
        }
        keep(stored.folder().resolve(ModelFile.NAME), json(stored.hash()));
    }

    @Override
    public LoadedModel load(String name, String hash) {
        TrainedModel model = read.computeIfAbsent(hash, key -> {
            Path file = json(hash);
            return ModelRegistry.parsed(file, bytes(name, file, hash));
        });
        return new LoadedModel(hash, model, evaluator(name, model));
    }

    private Model evaluator(String name, TrainedModel model) {
        if (model.kind() != ModelKind.ONNX) {
            return model.evaluator();
        }
        Path file = onnx(model.onnxHash());
        return OnnxModel.of(file, bytes(name, file, model.onnxHash()), model.terms());
    }

    private void keep(Path from, Path to) {
        try {
            if (!Files.exists(to)) {
                Files.createDirectories(folder);
                Path part = Files.createTempFile(folder, ".", ".part");
                Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
    }

    private static byte[] bytes(String name, Path file, String hash) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("model " + name + ": the journal has it from a file of SHA-256 " + hash
                    + ", but there is no " + file + "; copy it there");
        }
        byte[] bytes = ModelRegistry.bytes(file);
        String found = ModelFile.hash(bytes);
        if (!found.equals(hash)) {
            throw new IllegalStateException("model " + name + ": " + file + " has been changed: its SHA-256 is " + found
                    + ", the journal's " + hash);
        }
        return bytes;
    }

    private Path json(String hash) {
        return folder.resolve(hash + ".json");
    }

    private Path onnx(String hash) {
        return folder.resolve(hash + ".onnx");
    }
}
