package org.millrace.engine.strategy;

/** Where strategies come from that are not the engine's own. */
@FunctionalInterface
public interface StrategySource {
    /** Has none. */
    StrategySource NONE = (name, hash) -> {
        throw new IllegalStateException(
                "strategy " + name + " is from a jar of SHA-256 " + hash + ", and there is no folder of jars here");
    };

    /**
     * Returns a strategy: the same whenever it is asked.
     *
     * @param name simple name of the class
     * @param hash SHA-256 of its file, 64 hexadecimal digits
     * @throws IllegalArgumentException if the file's content is not what a strategy may be
     * @throws IllegalStateException    if there is no such file
     */
    StrategyType load(String name, String hash);
}
