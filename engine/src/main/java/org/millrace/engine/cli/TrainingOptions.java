package org.millrace.engine.cli;

import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.training.Parameters;
import org.millrace.engine.training.Parameters.Boosting;
import org.millrace.engine.training.Parameters.Kind;
import org.millrace.engine.training.Parameters.Sampling;
import org.millrace.engine.training.Splits;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.TrainingPlan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is trained, how, and how it is judged. */
final class TrainingOptions {
    @ArgGroup(validate = false, heading = "%nWhat is foretold:%n")
    private Label label = new Label();

    @ArgGroup(validate = false, heading = "%nThe model:%n")
    private Fitting fitting = new Fitting();

    @ArgGroup(validate = false, heading = "%nHow it is judged:%n")
    private Judging judging = new Judging();

    /**
     * Returns all of it.
     *
     * @param seconds of a bar
     * @throws IllegalArgumentException if an option is out of its range
     */
    TrainingPlan plan(int seconds) {
        return new TrainingPlan(label.target(seconds), judging.splits(), fitting.parameters());
    }

    /** What a row's label says. */
    static final class Label {
        @Option(names = "--label", paramLabel = "direction|return", description = "Of the price (default: direction).")
        private ModelTarget kind = ModelTarget.DIRECTION;

        @Option(
                names = "--horizon",
                paramLabel = "BARS|TIME",
                description = "How far ahead, 1 to 10000 bars, or as 25m (default: 5 bars).")
        private String horizon = "5";

        @Option(
                names = "--cost",
                paramLabel = "PART",
                description = "Of buying and selling, fees and spread: a return within it is neutral (default: 0.001).")
        private double cost = 0.001;

        @Option(
                names = "--volatility",
                paramLabel = "TIMES",
                description = "A return within so many deviations of the last 20 is neutral too (default: 0).")
        private double volatility;

        Target target(int seconds) {
            return new Target(kind, Horizon.bars(horizon, seconds), cost, volatility);
        }
    }

    /** What learns, and how. */
    static final class Fitting {
        private static final double LINEAR_ETA = 0.5;
        private static final double LINEAR_LAMBDA = 0.0001; // the library takes it times all rows

        @Option(names = "--model", paramLabel = "trees|linear", description = "Kind of model (default: trees).")
        private Kind kind = Kind.TREES;

        @Option(
                names = "--trees",
                paramLabel = "N",
                description = "At most, 3 to 5000; of a linear model steps (default: 200).")
        private int trees = 200;

        @Option(names = "--depth", paramLabel = "N", description = "Of a tree, 1 to 12 (default: 6).")
        private int depth = 6;

        @Option(
                names = "--eta",
                paramLabel = "PART",
                description = "Of a step that is taken, above 0 to 1 (default: 0.1; linear: 0.5).")
        private Double eta;

        @Option(names = "--subsample", paramLabel = "PART", description = "Of rows that a tree sees (default: 0.8).")
        private double subsample = 0.8;

        @Option(
                names = "--colsample",
                paramLabel = "PART",
                description = "Of features that a tree sees (default: 0.8).")
        private double colsample = 0.8;

        @Option(names = "--min-child-weight", paramLabel = "N", description = "Least weight of a leaf (default: 20).")
        private double minChildWeight = 20;

        @Option(
                names = "--lambda",
                paramLabel = "N",
                description = "Penalty of leaves or weights (default: 1; linear: 0.0001).")
        private Double lambda;

        @Option(
                names = "--early-stopping",
                paramLabel = "ROUNDS",
                description =
                        "Stop where so many do not lower the loss at the end of the training rows (default: never).")
        private int patience;

        @Option(names = "--balanced", description = "Have each class weigh the same; probabilities are none then.")
        private boolean balanced;

        @Option(names = "--seed", paramLabel = "N", description = "Of the sampling (default: 1).")
        private int seed = 1;

        @Option(names = "--threads", paramLabel = "N", description = "Of the library (default: 2).")
        private int threads = 2;

        Parameters parameters() {
            boolean isLinear = kind == Kind.LINEAR;
            double step = eta != null ? eta : isLinear ? LINEAR_ETA : 0.1;
            double penalty = lambda != null ? lambda : isLinear ? LINEAR_LAMBDA : 1;
            Boosting boosting = new Boosting(trees, depth, step, penalty, minChildWeight, patience);
            return new Parameters(kind, boosting, new Sampling(subsample, colsample), balanced, seed, threads);
        }
    }

    /** Which rows are learnt from, and which only judged by. */
    static final class Judging {
        @Option(names = "--folds", paramLabel = "N", description = "Of the walk forward, 1 to 50 (default: 5).")
        private int folds = 5;

        @Option(
                names = "--split",
                paramLabel = "expanding|rolling|around",
                description = "A fold learns from all before it (default), as much as the first, or all around it.")
        private Splits.Mode mode = Splits.Mode.EXPANDING;

        @Option(
                names = "--embargo",
                paramLabel = "PART",
                description = "Of all rows, on either side of a test, that are not learnt from (default: 0.01).")
        private double embargo = 0.01;

        @Option(
                names = "--hold-out",
                paramLabel = "PART",
                description = "Of rows, the last, for the end (default: 0.15).")
        private double holdOut = 0.15;

        Splits.Plan splits() {
            return new Splits.Plan(mode, folds, embargo, holdOut);
        }
    }
}
