package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TreeContributions;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.Verdict;
import org.millrace.engine.report.TrainingReport;
import org.millrace.gateway.models.ModelExplanation;
import org.millrace.gateway.models.ModelReport;
import org.millrace.gateway.models.ModelVerdict;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.gateway.models.ModelVersions;
import org.millrace.journal.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the gateway of the models in the registry, and keeps those that are to be promoted. Thread-safe. */
final class ModelCatalogue implements ModelVersions {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCatalogue.class);

    private final ModelRegistry registry;
    private final ServedModels models;
    private final ModelArchive archive;
    private final Map<Path, Optional<ModelVersion>> known = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param archive the line's
     */
    ModelCatalogue(ModelRegistry registry, ModelArchive archive) {
        this.registry = registry;
        models = new ServedModels(registry);
        this.archive = archive;
    }

    @Override
    public List<ModelVersion> all() {
        List<ModelVersion> all = new ArrayList<>();
        for (String name : registry.names()) {
            for (int version : registry.versions(name)) {
                known.computeIfAbsent(registry.folder(name, version), folder -> look(name, version))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Returns a version, which never changes; empty: it cannot be read. */
    private Optional<ModelVersion> look(String name, int version) {
        try {
            return Optional.of(version(registry.read(name, version)));
        } catch (IllegalArgumentException e) {
            LOG.warn("left out of the list of models until the next start: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public ModelVersion get(String name, int version) {
        return version(models.find(name, version));
    }

    @Override
    public String card(String name, int version) {
        return models.find(name, version).card().json();
    }

    @Override
    public Optional<ModelReport> report(String name, int version) {
        return models.find(name, version).report().map(html -> new ModelReport(html, TrainingReport.policyOf(html)));
    }

    @Override
    public Map<String, double[]> compare(String name, List<Integer> versions) {
        return ModelCard.compare(versions.stream()
                .map(version -> models.find(name, version).card())
                .toList());
    }

    @Override
    public ModelVersion keep(String name, int version) {
        StoredModel stored = models.find(name, version);
        try {
            archive.keep(stored);
            archive.prepare(name, stored.hash()); // which finds out whether it can be evaluated here
        } catch (IllegalArgumentException | JournalException e) {
            throw ServedModels.cannot("cannot be evaluated here in version " + version, name, e);
        }
        return version(stored);
    }

    @Override
    public ModelVersion kept(String name, String hash) {
        try {
            return version(archive.model(name, hash), hash, ModelCard.EMPTY);
        } catch (IllegalArgumentException | JournalException e) {
            throw ServedModels.cannot("cannot be read any more, as it runs", name, e);
        }
    }

    @Override
    public ModelExplanation explain(String name, int version, double[] features) {
        StoredModel stored = models.find(name, version);
        TrainedModel model = stored.model();
        int wanted = model.terms().features().names().size();
        if (features.length != wanted) {
            throw new IllegalArgumentException(
                    "model " + name + ": wants " + wanted + " features, not " + features.length);
        }
        double[][] contributions = contributions(model, features); // first: what cannot be explained is not evaluated
        double[] prediction = new double[model.terms().target().outputs()];
        model.evaluator().predict(features, prediction);
        return new ModelExplanation(prediction, contributions, lacking(model, features));
    }

    /** Returns the features that are missing and never were so in training: without them the line predicts nothing. */
    private static List<String> lacking(TrainedModel model, double[] features) {
        List<String> names = model.terms().features().names();
        return IntStream.range(0, features.length)
                .filter(i -> Double.isNaN(features[i]) && !model.mayMiss(i))
                .mapToObj(names::get)
                .toList();
    }

    private static double[][] contributions(TrainedModel model, double[] features) {
        return switch (model.kind()) {
            case TREES -> TreeContributions.of(model.trees(), features);
            case LINEAR -> contributions(model.linear(), features);
            case ONNX -> throw new IllegalArgumentException("what ONNX Runtime evaluates cannot be explained here");
        };
    }

    private static double[][] contributions(LinearWeights linear, double[] features) {
        double[][] weights = linear.weights();
        double[] bias = linear.bias();
        double[][] contributions = new double[bias.length][features.length + 1];
        for (int i = 0; i < contributions.length; i++) {
            for (int j = 0; j < features.length; j++) {
                contributions[i][j] = weights[i][j] * features[j];
            }
            contributions[i][features.length] = bias[i];
        }
        return contributions;
    }

    private static ModelVersion version(StoredModel stored) {
        return version(stored.model(), stored.hash(), stored.card());
    }

    private static ModelVersion version(TrainedModel model, String hash, ModelCard card) {
        ModelTerms terms = model.terms();
        return new ModelVersion(
                terms.name(),
                terms.version(),
                terms.id(),
                hash,
                model.kind().name().toLowerCase(Locale.ROOT),
                terms.target().name().toLowerCase(Locale.ROOT),
                terms.timeframe(),
                terms.horizon(),
                new ModelVersion.Wants(
                        terms.features().setId(),
                        terms.features().setName(),
                        terms.features().version(),
                        terms.features().names()),
                new ModelVersion.Threshold(card.target("cost", 0), card.target("volatility", 0)),
                card.verdict().map(ModelCatalogue::verdict));
    }

    private static ModelVerdict verdict(Verdict verdict) {
        return new ModelVerdict(
                verdict.advice().key(),
                verdict.score(),
                verdict.over(),
                verdict.model(),
                verdict.baseline(),
                verdict.beside(),
                verdict.says());
    }
}
