package org.millrace.gateway.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has no models. */
final class NoModels implements ModelVersions {
    @Override
    public List<ModelVersion> all() {
        return List.of();
    }

    @Override
    public ModelVersion get(String name, int version) {
        throw none();
    }

    @Override
    public String card(String name, int version) {
        throw none();
    }

    @Override
    public Optional<ModelReport> report(String name, int version) {
        throw none();
    }

    @Override
    public Map<String, double[]> compare(String name, List<Integer> versions) {
        throw none();
    }

    @Override
    public ModelVersion keep(String name, int version) {
        throw none();
    }

    @Override
    public ModelVersion kept(String name, String hash) {
        throw none();
    }

    @Override
    public ModelExplanation explain(String name, int version, double[] features) {
        throw none();
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("there are no models here");
    }
}
