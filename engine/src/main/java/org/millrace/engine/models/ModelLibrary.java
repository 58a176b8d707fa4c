package org.millrace.engine.models;

/** Where models are found by the hashes of their files: the journal speaks of no other. */
public interface ModelLibrary {
    /** Knows none. */
    ModelLibrary NONE = (name, hash) -> {
        throw new IllegalStateException("model " + name + ": the journal has it from a file of SHA-256 " + hash
                + ", but there is no folder of such files here");
    };

    /**
     * Returns a model that predicts, with room of its own.
     *
     * @param name for errors
     * @param hash SHA-256 of its model.json, 64 hexadecimal digits
     * @throws IllegalArgumentException if the file is there and no model can be read from it
     * @throws RuntimeException         if there is no such file, or it has been changed: whoever reads a journal needs it
     */
    LoadedModel load(String name, String hash);
}
