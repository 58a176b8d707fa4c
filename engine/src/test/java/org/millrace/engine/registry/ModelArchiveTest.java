package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.Models;
import org.millrace.journal.JournalException;

class ModelArchiveTest {
    @TempDir
    Path folder;

    private StoredModel stored;

    @BeforeEach
    void keep() {
        stored = new ModelRegistry(folder.resolve("models"))
                .add(Models.linear("drift", 1, 1, 0.5), ModelCard.EMPTY, Map.of());
        new ModelArchive(folder.resolve("archive")).keep(stored);
    }

    @Test
    void shouldReadNoFileOnceAModelIsPrepared() throws IOException {
        ModelArchive archive = new ModelArchive(folder.resolve("archive"));
        archive.prepare("drift", stored.hash());
        Files.delete(folder.resolve("archive").resolve(stored.hash() + ".json"));

        Model prepared = archive.load("drift", stored.hash()).evaluator();

        double[] out = new double[1];
        prepared.predict(new double[] {2, 1}, out);
        assertEquals(0.5, out[0]);
        assertThrows(
                JournalException.class, () -> new ModelArchive(folder.resolve("archive")).load("drift", stored.hash()));
    }

    @Test
    void shouldHandAnEvaluatorToOneAlone() {
        ModelArchive archive = new ModelArchive(folder.resolve("archive"));
        archive.prepare("drift", stored.hash());

        Model first = archive.load("drift", stored.hash()).evaluator();

        assertNotSame(first, archive.load("drift", stored.hash()).evaluator());
    }
}
