package org.millrace.engine.registry;

import java.nio.file.Path;
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
}
