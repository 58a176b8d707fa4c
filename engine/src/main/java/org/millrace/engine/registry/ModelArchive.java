package org.millrace.engine.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelKind;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.models.TrainedModel;
import org.millrace.journal.JournalException;

/**
 * Models that a journal speaks of, each file under its SHA-256: what ran once can run again, whatever became of the registry.
 * Thread-safe.
 */
public final class ModelArchive implements ModelLibrary {
    /** Its folder in a data directory. */
    public static final String FOLDER = "models-loaded";

    private final Path folder;
    private final Map<String, TrainedModel> read = new ConcurrentHashMap<>();
    private final Map<String, Model> ready = new ConcurrentHashMap<>();

    public ModelArchive(Path folder) {
        this.folder = folder;
    }

    /** Tells whether it has a model. */
    public boolean has(String hash) {
        return Files.exists(json(hash));
    }

    /**
     * Keeps a version of the registry, before a command speaks of it; forced to the disk, since the command will be.
     *
     * @throws IllegalArgumentException if it has been changed since it was read
     */
    public void keep(StoredModel stored) {
        if (stored.model().kind() == ModelKind.ONNX) { // first: a model.json that is there can be loaded
            String hash = stored.model().onnxHash();
            keep(stored.folder().resolve(ModelRegistry.ONNX), onnx(hash), hash);
        }
        keep(stored.folder().resolve(ModelFile.NAME), json(stored.hash()), stored.hash());
    }

    /**
     * Makes an evaluator for whoever loads the model next: on the line there is no time to read files.
     *
     * @throws IllegalArgumentException if it cannot be evaluated here
     */
    public void prepare(String name, String hash) {
        ready.computeIfAbsent(hash, key -> evaluator(name, model(name, hash)));
    }

    @Override
    public LoadedModel load(String name, String hash) {
        TrainedModel model = model(name, hash);
        Model prepared = ready.remove(hash); // an evaluator is one stage's alone
        return new LoadedModel(hash, model, prepared != null ? prepared : evaluator(name, model));
    }

    /**
     * Returns what a model's file says.
     *
     * @throws JournalException if there is no such file, or it has been changed
     */
    public TrainedModel model(String name, String hash) {
        return read.computeIfAbsent(hash, key -> {
            Path file = json(hash);
            return ModelRegistry.parsed(file, bytes(name, file, hash));
        });
    }

    private Model evaluator(String name, TrainedModel model) {
        if (model.kind() != ModelKind.ONNX) {
            return model.evaluator();
        }
        Path file = onnx(model.onnxHash());
        return OnnxModel.of(file, bytes(name, file, model.onnxHash()), model.terms());
    }

    private void keep(Path from, Path to, String hash) {
        try {
            if (Files.exists(to) && ModelFile.hash(Files.readAllBytes(to)).equals(hash)) {
                return;
            }
            byte[] bytes = ModelRegistry.bytes(from);
            if (!ModelFile.hash(bytes).equals(hash)) {
                throw new IllegalArgumentException(from + ": has been changed while it was read");
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, ".", ".part");
            Files.write(part, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
    }

    private static byte[] bytes(String name, Path file, String hash) {
        if (!Files.exists(file)) {
            throw new JournalException("model " + name + ": the journal has it from a file of SHA-256 " + hash
                    + ", but there is no " + file + "; copy it there, from a backup or the registry");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be read", e);
        }
        String found = ModelFile.hash(bytes);
        if (!found.equals(hash)) {
            throw new JournalException("model " + name + ": " + file + " has been changed: its SHA-256 is " + found
                    + ", the journal's " + hash + "; put back what it was, from a backup or the registry");
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
