package org.millrace.engine.strategy;

import java.util.List;
import java.util.stream.Stream;
import org.millrace.engine.models.ModelLibrary;

/**
 * Strategies that can be started, by the simple names of their classes: the engine's own, and those from jars; and the models
 * that they may listen to.
 */
public final class StrategyLibrary {
    /** Version of the engine's own. */
    static final String SHIPPED = "";

    private final List<StrategyType> types;
    private final StrategySource source;
    private final ModelLibrary models;

    /** Makes one without jars. */
    public StrategyLibrary(List<StrategyType> types) {
        this(types, StrategySource.NONE, ModelLibrary.NONE);
    }

    private StrategyLibrary(List<StrategyType> types, StrategySource source, ModelLibrary models) {
        this.types = List.copyOf(types);
        this.source = source;
        this.models = models;
    }

    /** Returns the same, with jars. */
    public StrategyLibrary with(StrategySource jars) {
        return new StrategyLibrary(types, jars, models);
    }

    /** Returns the same, with models. */
    public StrategyLibrary withModels(ModelLibrary others) {
        return new StrategyLibrary(types, source, others);
    }

    /** Returns the models. */
    public ModelLibrary models() {
        return models;
    }

    /** Returns the same, with more that can be started as the engine's own are: where nothing is journaled. */
    public StrategyLibrary and(List<StrategyType> more) {
        return new StrategyLibrary(Stream.concat(types.stream(), more.stream()).toList(), source, models);
    }

    /** Returns the engine's own. */
    public List<StrategyType> types() {
        return types;
    }

    /** Tells whether one of the engine's own has a name. */
    public boolean isShipped(String name) {
        return types.stream().anyMatch(type -> type.name().equals(name));
    }

    /**
     * Returns one of the engine's own.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public StrategyType find(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no strategy " + name + ", only "
                        + types.stream().map(StrategyType::name).toList()));
    }

    /**
     * Returns a strategy.
     *
     * @param version SHA-256 of its jar; empty: the engine's own
     * @throws IllegalArgumentException if there is none, or it is not what a strategy may be
     * @throws IllegalStateException    if its jar is missing
     */
    StrategyType find(String name, String version) {
        return version.equals(SHIPPED) ? find(name) : source.load(name, version);
    }
}
