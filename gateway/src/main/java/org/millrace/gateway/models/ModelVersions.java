package org.millrace.gateway.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of the registry. It reads files: not to be asked on event loops. */
public interface ModelVersions {
    /** Where there is no registry. */
    ModelVersions NONE = new NoModels();

    /** Returns all versions, by name and number. */
    List<ModelVersion> all();

    /**
     * Returns a version.
     *
     * @throws IllegalArgumentException if there is none, or its files cannot be read; says why
     */
    ModelVersion get(String name, int version);

    /**
     * Returns what training tells of a version: a JSON object.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    String card(String name, int version);

    /**
     * Returns the page that training wrote of a version; empty: none, as of a model from elsewhere.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    Optional<ModelReport> report(String name, int version);

    /**
     * Lays the metrics of versions beside each other: by name, one of each version; NaN where it has none.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    Map<String, double[]> compare(String name, List<Integer> versions);

    /**
     * Checks that a version can be evaluated, and keeps it, so that a command that promotes it can be sent.
     *
     * @throws IllegalArgumentException if it cannot be; says why
     */
    ModelVersion keep(String name, int version);

    /**
     * Returns a version that was kept, whatever has become of it in the registry.
     *
     * @param hash SHA-256 of its file, 64 hexadecimal digits
     * @throws IllegalArgumentException if it was not
     */
    ModelVersion kept(String name, String hash);

    /**
     * Says why a version says what it says.
     *
     * @param features values in the order of its set; NaN: missing
     * @throws IllegalArgumentException if there is no such version, or its kind cannot be explained
     */
    ModelExplanation explain(String name, int version, double[] features);
}
