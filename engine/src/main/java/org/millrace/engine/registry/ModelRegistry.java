package org.millrace.engine.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.engine.models.ModelKind;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;

/**
 * Models by name and version: {@code <folder>/<name>/<version>/} holds model.json, card.json, and what else belongs to it, as
 * model.onnx, report.html, booster.ubj. A version is whole or absent: it is written under another name first. Nothing
 * changes one that is there.
 */
public final class ModelRegistry {
    /** Its folder in a data directory, unless settings say otherwise. */
    public static final String FOLDER = "models";
    /** The file of an ONNX model. */
    public static final String ONNX = "model.onnx";
    /** The page that training writes. */
    public static final String REPORT = "report.html";

    private final Path folder;

    /**
     * Looks into a folder.
     *
     * @param folder need not exist: there are no models then
     */
    public ModelRegistry(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Returns the names of all models, in their order; a folder that no model can be called by is none. */
    public List<String> names() {
        return list(folder).stream()
                .filter(name -> ModelTerms.isName(name) && !versions(name).isEmpty())
                .toList();
    }

    /** Returns the versions of a model, ascending; none: there is no such model. */
    public List<Integer> versions(String name) {
        List<Integer> versions = new ArrayList<>();
        for (String each : list(folder.resolve(name))) {
            if (each.matches("[1-9][0-9]{0,8}")) {
                versions.add(Integer.valueOf(each));
            }
        }
        versions.sort(Comparator.naturalOrder());
        return versions;
    }

    /** Returns where a version lies, or would. */
    public Path folder(String name, int version) {
        return folder.resolve(name).resolve(Integer.toString(version));
    }

    /** Returns the number of the version to come. */
    public int nextVersion(String name) {
        List<Integer> versions = versions(name);
        return versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
    }

    /** Returns the number by which strategies know a model: that of its versions, or the next that none has. */
    public int idOf(String name) {
        int highest = 0;
        for (String each : names()) {
            List<Integer> versions = versions(each);
            int id = read(each, versions.get(versions.size() - 1))
                    .model()
                    .terms()
                    .id();
            if (each.equals(name)) {
                return id;
            }
            highest = Math.max(highest, id);
        }
        return highest + 1;
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException if there is none, or a file of it cannot be: the message names file and member
     */
    public StoredModel read(String name, int version) {
        ModelTerms.requireName("name", name);
        Path at = folder(name, version);
        List<Integer> versions = versions(name);
        if (!versions.contains(version)) {
            throw new IllegalArgumentException(
                    "model " + name + ": no version " + version + " in " + folder.resolve(name) + ", only " + versions);
        }
        byte[] json = bytes(at.resolve(ModelFile.NAME));
        TrainedModel model = parsed(at.resolve(ModelFile.NAME), json);
        if (!model.terms().name().equals(name) || model.terms().version() != version) {
            throw new IllegalArgumentException(at.resolve(ModelFile.NAME) + ": is version "
                    + model.terms().version() + " of " + model.terms().name());
        }
        if (model.kind() == ModelKind.ONNX) {
            requireHash(at.resolve(ONNX), model.onnxHash());
        }
        return new StoredModel(model, ModelFile.hash(json), card(at.resolve(ModelCard.NAME)), at);
    }

    /**
     * Reads the newest version.
     *
     * @throws IllegalArgumentException if there is none
     */
    public StoredModel newest(String name) {
        List<Integer> versions = versions(name);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("model " + name + ": not in " + folder + ", only " + names());
        }
        return read(name, versions.get(versions.size() - 1));
    }

    /**
     * Adds a version, by the name and number that the model has.
     *
     * @param others files beside it, by their names: report.html, booster.ubj; of an ONNX model model.onnx
     * @throws IllegalArgumentException if that version is there already, or an ONNX file has not the model's hash
     */
    public StoredModel add(TrainedModel model, ModelCard card, Map<String, byte[]> others) {
        ModelTerms terms = model.terms();
        Path at = folder(terms.name(), terms.version());
        byte[] json = ModelFile.write(model);
        if (model.kind() == ModelKind.ONNX
                && !ModelFile.hash(others.getOrDefault(ONNX, new byte[0])).equals(model.onnxHash())) {
            throw new IllegalArgumentException(at.resolve(ONNX) + ": is not what the model's hash says");
        }
        try {
            Files.createDirectories(at.getParent());
            Path part = Files.createTempDirectory(at.getParent(), "." + terms.version() + "-");
            write(part.resolve(ModelFile.NAME), json);
            write(part.resolve(ModelCard.NAME), card.json().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> other : others.entrySet()) {
                write(part.resolve(other.getKey()), other.getValue());
            }
            rename(part, at);
        } catch (IOException e) {
            throw new UncheckedIOException(at + " cannot be written", e);
        }
        return new StoredModel(model, ModelFile.hash(json), card, at);
    }

    /**
     * Reads a model's file.
     *
     * @throws IllegalArgumentException if it cannot be: the message names file and member
     */
    static TrainedModel parsed(Path file, byte[] json) {
        try {
            return ModelFile.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }

    private static void requireHash(Path file, String hash) {
        String found = ModelFile.hash(bytes(file));
        if (!found.equals(hash)) {
            throw new IllegalArgumentException(
                    file + ": has been changed: its SHA-256 is " + found + ", by " + ModelFile.NAME + " " + hash);
        }
    }

    private static ModelCard card(Path file) {
        try {
            return new ModelCard(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private static void rename(Path part, Path at) throws IOException {
        try {
            if (Files.exists(at)) {
                throw new FileAlreadyExistsException(at.toString());
            }
            Files.move(part, at, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(part);
            if (Files.exists(at)) {
                throw new IllegalArgumentException(at + ": is there already; a version never changes", e);
            }
            throw e;
        }
    }

    private static void delete(Path part) throws IOException {
        for (String name : list(part)) {
            Files.delete(part.resolve(name));
        }
        Files.delete(part);
    }

    /** Returns the names of what lies in a folder, but what begins with a dot: that is being written. */
    private static List<String> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}
