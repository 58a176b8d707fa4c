package org.millrace.engine.program;

import java.util.List;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of models for those who ask by the gateway. What is wrong is told without words of files, which are nobody's business;
 * the log has them. Thread-safe.
 */
final class ServedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final ModelRegistry registry;

    ServedModels(ModelRegistry registry) {
        this.registry = registry;
    }

    /** Returns the newest version of a model, as {@link #find(String, int)} does. */
    StoredModel newest(String name) {
        List<Integer> versions = versions(name);
        return read(name, versions.get(versions.size() - 1));
    }

    /**
     * Returns a version of a model.
     *
     * @throws IllegalArgumentException if there is none, says which there are; or if it cannot be read
     */
    StoredModel find(String name, int version) {
        List<Integer> versions = versions(name);
        if (!versions.contains(version)) {
            throw new IllegalArgumentException("Model " + name + " has no version " + version + ", only " + versions);
        }
        return read(name, version);
    }

    /** Says what cannot be done with a version of a model, and has the log say why. */
    static IllegalArgumentException cannot(String what, String name, RuntimeException fault) {
        LOG.warn("model {} {}: {}", name, what, fault.getMessage());
        return new IllegalArgumentException("Model " + name + ' ' + what + "; the engine's log says why", fault);
    }

    private List<Integer> versions(String name) {
        List<Integer> versions = ModelTerms.isName(name) ? registry.versions(name) : List.of();
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("There is no model " + name + ", only " + registry.names());
        }
        return versions;
    }

    private StoredModel read(String name, int version) {
        try {
            return registry.read(name, version);
        } catch (IllegalArgumentException e) {
            throw cannot("cannot be read in version " + version, name, e);
        }
    }
}
