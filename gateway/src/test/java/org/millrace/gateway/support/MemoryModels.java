package org.millrace.gateway.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.models.ModelExplanation;
import org.millrace.gateway.models.ModelReport;
import org.millrace.gateway.models.ModelVerdict;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.gateway.models.ModelVersions;

/** Two versions of a model of two features, and a network that tells directions. */
final class MemoryModels implements ModelVersions {
    private static final List<ModelVersion> VERSIONS = List.of(version(1), version(2), network());

    @Override
    public List<ModelVersion> all() {
        return VERSIONS;
    }

    @Override
    public ModelVersion get(String name, int version) {
        return VERSIONS.stream()
                .filter(each -> each.name().equals(name) && each.version() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model " + name + ": no version " + version));
    }

    @Override
    public String card(String name, int version) {
        return "{\"version\":" + get(name, version).version() + ",\"metrics\":{\"f1\":0.5}}";
    }

    @Override
    public Optional<ModelReport> report(String name, int version) {
        String html = "<p>" + get(name, version).version() + "</p>";
        return version == 1 ? Optional.of(new ModelReport(html, "default-src 'none'")) : Optional.empty();
    }

    @Override
    public Map<String, double[]> compare(String name, List<Integer> versions) {
        double[] row = new double[versions.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = i == 0 ? Double.NaN : get(name, versions.get(i)).version() / 2.0;
        }
        return new TreeMap<>(Map.of("f1", row));
    }

    @Override
    public ModelVersion keep(String name, int version) {
        return get(name, version);
    }

    @Override
    public ModelVersion kept(String name, String hash) {
        return Stream.concat(VERSIONS.stream(), Stream.of(deleted()))
                .filter(each -> each.hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model " + name + ": not kept"));
    }

    @Override
    public ModelExplanation explain(String name, int version, double[] features) {
        get(name, version);
        List<String> lacking = Double.isNaN(features[1]) ? List.of("b") : List.of();
        return new ModelExplanation(new double[] {0.75}, new double[][] {{features[0], 0.25, 0.5}}, lacking);
    }

    private static ModelVersion version(int version) {
        ModelVersion.Wants wants = new ModelVersion.Wants(1, "main", 1, List.of("a", "b"));
        String hash = FeatureMessages.hash(7, version);
        ModelVersion.Threshold threshold = ModelVersion.Threshold.NONE;
        return new ModelVersion(
                "drift-1m", version, 7, hash, "trees", "return", 60, 300, wants, threshold, verdict(version));
    }

    /** The first is worse than its baselines; of the second nobody says so. */
    private static Optional<ModelVerdict> verdict(int version) {
        return version == 1
                ? Optional.of(new ModelVerdict(
                        "do_not_use", "rootMeanSquaredError", "holdOut", 0.5, "zero", 0.25, "Do not use it."))
                : Optional.empty();
    }

    /** Returns one that runs, though the registry has not got it any more. */
    private static ModelVersion deleted() {
        ModelVersion.Wants wants = new ModelVersion.Wants(1, "main", 1, List.of("a", "b"));
        String hash = FeatureMessages.hash(5, 2);
        ModelVersion.Threshold threshold = ModelVersion.Threshold.NONE;
        return new ModelVersion("trend", 2, 5, hash, "trees", "direction", 60, 300, wants, threshold, Optional.empty());
    }

    private static ModelVersion network() {
        ModelVersion.Wants wants = new ModelVersion.Wants(1, "main", 1, List.of("a", "b"));
        String hash = FeatureMessages.hash(8, 1);
        ModelVersion.Threshold threshold = new ModelVersion.Threshold(0.001, 0.5);
        return new ModelVersion(
                "network", 1, 8, hash, "onnx", "direction", 60, 300, wants, threshold, Optional.empty());
    }
}
