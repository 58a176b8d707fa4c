package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.List;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.registry.ModelArchive;

/** The models that journals speak of, as the data directories of these have kept them. */
final class JournaledModels implements ModelLibrary {
    private final List<ModelArchive> archives;

    /**
     * Looks where models are kept.
     *
     * @param journals data directories, or journals in them
     */
    JournaledModels(List<Path> journals) {
        archives = journals.stream()
                .flatMap(path -> List.of(path, path.resolveSibling(".")).stream())
                .map(data -> new ModelArchive(data.resolve(ModelArchive.FOLDER)))
                .toList();
    }

    @Override
    public LoadedModel load(String name, String hash) {
        return archives.stream()
                .filter(archive -> archive.has(hash))
                .findFirst()
                .orElse(archives.get(0)) // which says what it lacks
                .load(name, hash);
    }
}
