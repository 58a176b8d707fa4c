package org.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.models.Models;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.gateway.models.ModelVerdict;

class ModelCatalogueTest {
    private static final String LOST =
            """
            {"verdict": {"advice": "do_not_use", "score": "logLoss", "over": "holdOut", "model": 0.979,
                         "baseline": "majority", "beside": 0.919, "says": "Do not use it."}}""";

    @TempDir
    Path folder;

    private ModelRegistry registry;
    private ModelCatalogue catalogue;

    @BeforeEach
    void setUp() {
        registry = new ModelRegistry(folder.resolve("models"));
        registry.add(Models.linear("drift", 1, 1, 0), ModelCard.EMPTY, Map.of());
        registry.add(Models.linear("drift", 1, 2, 0), new ModelCard(LOST), Map.of());
        catalogue = new ModelCatalogue(registry, new ModelArchive(folder.resolve("kept")));
    }

    @Test
    void shouldTellWhatTrainingSaysOfEachVersion() {
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of(new ModelVerdict(
                                "do_not_use", "logLoss", "holdOut", 0.979, "majority", 0.919, "Do not use it."))),
                catalogue.all().stream().map(each -> each.verdict()).toList());
        assertEquals(catalogue.all().get(1), catalogue.keep("drift", 2));
    }

    @Test
    void shouldNameModelsAndVersionsButNoFolders() throws IOException {
        Files.writeString(folder.resolve("models/drift/1/model.json"), "{");

        says("There is no model other, only [drift]", () -> catalogue.get("other", 1));
        says("There is no model .., only [drift]", () -> catalogue.card("..", 1));
        says("Model drift has no version 4, only [1, 2]", () -> catalogue.explain("drift", 4, new double[2]));
        says(
                "Model drift cannot be read in version 1; the engine's log says why",
                () -> catalogue.compare("drift", List.of(1, 2)));
        says(
                "Model drift cannot be read any more, as it runs; the engine's log says why",
                () -> catalogue.kept("drift", "0".repeat(64)));
    }

    @Test
    void shouldSayWhatTheLineDoesNotGoWithout() {
        assertEquals(
                List.of("b"),
                catalogue.explain("drift", 1, new double[] {1, Double.NaN}).lacking());
        assertEquals(
                List.of(), catalogue.explain("drift", 1, new double[] {1, 2}).lacking());
    }

    private static void says(String words, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }
}
