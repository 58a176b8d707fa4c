package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.Models;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;

class ModelRegistryTest {
    @TempDir
    Path folder;

    private ModelRegistry registry;

    @BeforeEach
    void setUp() {
        registry = new ModelRegistry(folder.resolve("models"));
    }

    @Test
    void shouldKnowNothingOfAFolderThatIsNotThere() {
        assertEquals(List.of(), registry.names());
        assertEquals(List.of(), registry.versions("drift"));
        assertEquals(1, registry.nextVersion("drift"));
        assertEquals(1, registry.idOf("drift"));
    }

    @Test
    void shouldTakeAFolderThatNoModelCanBeCalledByForNone() throws IOException {
        registry.add(Models.linear("drift", 1, 1, 0), ModelCard.EMPTY, Map.of());
        Files.createDirectories(folder.resolve("models/Foo/1"));

        assertEquals(List.of("drift"), registry.names());
        assertEquals(2, registry.idOf("new"));
    }

    @Test
    void shouldKeepVersionsWithAllTheirFiles() {
        ModelCard card = new ModelCard("{\"seed\":4,\"metrics\":{\"logLoss\":0.5,\"test\":{\"f1\":0.25}}}");

        registry.add(
                Models.linear("drift", 1, 1, 0), card, Map.of("report.html", "<p>".getBytes(StandardCharsets.UTF_8)));
        registry.add(Models.linear("drift", 1, 2, 1), ModelCard.EMPTY, Map.of());
        registry.add(Models.tree("trees", 2, 1), ModelCard.EMPTY, Map.of());

        assertEquals(List.of("drift", "trees"), registry.names());
        assertEquals(List.of(1, 2), registry.versions("drift"));
        assertEquals(3, registry.nextVersion("drift"));
        assertEquals("1 2 3", registry.idOf("drift") + " " + registry.idOf("trees") + " " + registry.idOf("new"));
        StoredModel first = registry.read("drift", 1);
        assertEquals(Map.of("logLoss", 0.5, "test.f1", 0.25), first.card().metrics());
        assertEquals("<p>", read(first.folder().resolve("report.html")));
        assertEquals(ModelFile.hash(ModelFile.write(first.model())), first.hash());
        assertEquals(2, registry.newest("drift").version());
    }

    @Test
    void shouldNeverChangeAVersion() {
        String hash = registry.add(Models.linear("drift", 1, 1, 0), ModelCard.EMPTY, Map.of())
                .hash();

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> registry.add(Models.linear("drift", 1, 1, 5), ModelCard.EMPTY, Map.of()));

        assertEquals(folder.resolve("models/drift/1") + ": is there already; a version never changes", e.getMessage());
        assertEquals(hash, registry.read("drift", 1).hash());
        assertEquals(List.of("1"), list(folder.resolve("models/drift")));
    }

    @Test
    void shouldNameFileAndMemberOfWhatIsWrong() throws IOException {
        registry.add(Models.linear("drift", 1, 1, 0), ModelCard.EMPTY, Map.of());
        Path file = folder.resolve("models/drift/1/model.json");
        Files.writeString(file, Files.readString(file).replace("\"id\":1,\"version\"", "\"id\":0,\"version\""));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> registry.read("drift", 1));

        assertEquals(file + ": id: 0, expected 1 or more", e.getMessage());
    }

    @Test
    void shouldSayWhichVersionsThereAre() {
        registry.add(Models.linear("drift", 1, 1, 0), ModelCard.EMPTY, Map.of());

        IllegalArgumentException version =
                assertThrows(IllegalArgumentException.class, () -> registry.read("drift", 4));
        IllegalArgumentException name = assertThrows(IllegalArgumentException.class, () -> registry.newest("other"));

        assertEquals(
                "model drift: no version 4 in " + folder.resolve("models/drift") + ", only [1]", version.getMessage());
        assertEquals("model other: not in " + folder.resolve("models") + ", only [drift]", name.getMessage());
    }

    @Test
    void shouldTellWhenAnOnnxFileWasChanged() throws IOException {
        byte[] onnx = {1, 2, 3};
        TrainedModel model = TrainedModel.ofOnnx(
                Models.terms("deep", 1, 1, ModelTarget.RETURN), ModelFile.hash(onnx), TrainingShape.UNKNOWN);
        registry.add(model, ModelCard.EMPTY, Map.of(ModelRegistry.ONNX, onnx));
        Path file = folder.resolve("models/deep/1/model.onnx");
        Files.write(file, new byte[] {1, 2, 4});

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> registry.read("deep", 1));

        assertEquals(
                file + ": has been changed: its SHA-256 is " + ModelFile.hash(new byte[] {1, 2, 4}) + ", by model.json "
                        + ModelFile.hash(onnx),
                e.getMessage());
    }

    @Test
    void shouldLayMetricsBesideEachOther() {
        ModelCard first = new ModelCard("{\"metrics\":{\"f1\":0.5,\"logLoss\":1}}");
        ModelCard second = new ModelCard("{\"metrics\":{\"f1\":0.75}}");

        Map<String, double[]> rows = ModelCard.compare(List.of(first, second));

        assertEquals(List.of("f1", "logLoss"), List.copyOf(rows.keySet()));
        assertArrayEquals(new double[] {0.5, 0.75}, rows.get("f1"));
        assertArrayEquals(new double[] {1, Double.NaN}, rows.get("logLoss"));
    }

    private static String read(Path file) {
        return new String(ModelRegistry.bytes(file), StandardCharsets.UTF_8);
    }

    private static List<String> list(Path folder) {
        return List.of(folder.toFile().list());
    }
}
