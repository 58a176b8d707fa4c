package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.List;
import org.millrace.engine.training.TrainingResult.Judged;

/** Trains a model for each fold, and one on all rows but the hold-out, and judges each by rows that it has not seen. */
public final class Training {
    private static final int LEAST_TRAINED = 100;
    private static final int LEAST_TESTED = 20;

    private final Dataset data;
    private final TrainingPlan plan;
    private final TrainingProgress progress;
    private final Learner learner;
    private final Baselines baselines;
    private long done; // rows times models
    private long all;

    public Training(Dataset data, TrainingPlan plan, TrainingProgress progress) {
        this.data = data;
        this.plan = plan;
        this.progress = progress;
        learner = new Learner(data, plan.target(), plan.parameters());
        baselines = new Baselines(data, plan.target());
    }

    /**
     * Trains and judges.
     *
     * @throws TrainingFailed if rows or labels do not suffice, or the library fails
     */
    public TrainingResult run() {
        checkFeatures();
        Splits splits = new Splits(data, plan.splits());
        List<Fold> folds = splits.folds();
        Fold last = splits.last();
        folds.forEach(this::check);
        check(last);
        checkLabels();
        all = last.train().length
                + folds.stream().mapToLong(fold -> fold.train().length).sum();
        List<Judged> judged = new ArrayList<>();
        List<double[][]> predicted = new ArrayList<>();
        for (Fold fold : folds) {
            try (Trained trained = train(fold, "fold " + (judged.size() + 1) + " of " + folds.size())) {
                predicted.add(trained.predict(data, fold.test()));
                judged.add(
                        new Judged(fold, trained.rounds(), baselines.judge(predicted.get(predicted.size() - 1), fold)));
            }
        }
        Trained model = train(last, "the model");
        double[][] predictions = model.predict(data, last.test());
        Evaluation holdOut = baselines.judge(predictions, last);
        Importance importance =
                Importance.of(model, data, last.test(), plan.parameters().seed());
        return new TrainingResult(
                data,
                plan,
                judged,
                baselines.judge(predicted, folds),
                last,
                holdOut,
                List.of(predictions),
                importance,
                model);
    }

    private Trained train(Fold fold, String what) {
        long before = done;
        int rows = fold.train().length;
        done += rows;
        return learner.train(fold.train(), share -> progress.done(what, (before + share * rows) / all));
    }

    private void check(Fold fold) {
        if (fold.train().length < LEAST_TRAINED || fold.test().length < LEAST_TESTED) {
            Dataset.Counts counts = data.counts();
            throw new TrainingFailed(
                    ("too few rows: %,d have a label and all features (of %,d bars %,d lack a feature, %,d end before"
                                    + " their horizon), so that a model would learn from %,d of them and be judged by %,d;"
                                    + " expected at least %d and %d: more data, fewer --folds, a smaller --embargo")
                            .formatted(
                                    data.size(),
                                    counts.bars(),
                                    counts.lacking(),
                                    counts.unlabelled(),
                                    fold.train().length,
                                    fold.test().length,
                                    LEAST_TRAINED,
                                    LEAST_TESTED));
        }
    }

    private void checkLabels() {
        double first = data.label(0);
        for (int i = 1; i < data.size(); i++) {
            if (data.label(i) != first) {
                return;
            }
        }
        throw new TrainingFailed(
                plan.target().isDirection()
                        ? "all %,d labels are %s: no return over %d bars goes beyond --cost %s either way; a longer --horizon"
                                        .formatted(
                                                data.size(),
                                                Direction.at((int) first),
                                                plan.target().horizon(),
                                                plan.target().cost())
                                + ", or a lower --cost"
                        : "all %,d returns are %s: the price never moves".formatted(data.size(), first));
    }

    private void checkFeatures() {
        List<String> missing = data.missing();
        if (data.size() > 0 && missing.size() == data.features().size()) {
            throw new TrainingFailed("no feature is known in any row");
        }
        if (plan.parameters().kind() == Parameters.Kind.LINEAR && !missing.isEmpty()) {
            throw new TrainingFailed("--model linear wants every feature, and no bar has " + String.join(", ", missing)
                    + ": a set without them, data that has them, or --model trees");
        }
    }
}
