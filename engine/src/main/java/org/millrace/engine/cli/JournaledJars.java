package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.List;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.strategy.StrategySource;
import org.millrace.engine.strategy.StrategyType;

/** The jars that journals speak of, as the data directories of these have kept them. */
final class JournaledJars implements StrategySource {
    private final List<StrategyArchive> archives;

    /**
     * Looks where jars are kept.
     *
     * @param journals data directories, or journals in them
     */
    JournaledJars(List<Path> journals) {
        archives = journals.stream()
                .flatMap(path -> List.of(path, path.resolveSibling(".")).stream())
                .map(data -> new StrategyArchive(data.resolve(StrategyArchive.FOLDER)))
                .toList();
    }

    @Override
    public StrategyType load(String name, String hash) {
        return archives.stream()
                .filter(archive -> archive.has(hash))
                .findFirst()
                .orElse(archives.get(0)) // which says what it lacks
                .load(name, hash);
    }
}
