package org.millrace.engine.registry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.millrace.engine.models.TrainedModel;

/**
 * A version of a model in the registry.
 *
 * @param model  as its file has it
 * @param hash   SHA-256 of the file, 64 hexadecimal digits
 * @param card   what training tells of it
 * @param folder with all its files
 */
public record StoredModel(TrainedModel model, String hash, ModelCard card, Path folder) {
    public String name() {
        return model.terms().name();
    }

    public int version() {
        return model.terms().version();
    }

    /** Returns the page that training wrote of it; empty: none. */
    public Optional<String> report() {
        Path file = folder.resolve(ModelRegistry.REPORT);
        return Files.exists(file)
                ? Optional.of(new String(ModelRegistry.bytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
