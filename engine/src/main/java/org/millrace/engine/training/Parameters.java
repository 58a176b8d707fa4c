package org.millrace.engine.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model is trained with.
 *
 * @param kind     of model
 * @param boosting how it grows
 * @param sampling what each tree sees
 * @param balanced whether each class weighs as much in all as the others; its probabilities are then no longer those that
 *                 were observed
 * @param seed     of the sampling, 0 or more
 * @param threads  that the library takes, 1 to 256: a model depends on their number too
 */
public record Parameters(Kind kind, Boosting boosting, Sampling sampling, boolean balanced, int seed, int threads) {
    private static final int MOST_TREES = 5_000;
    private static final int MOST_DEPTH = 12;
    private static final int MOST_THREADS = 256;

    /** Which model. */
    public enum Kind {
        /** Gradient-boosted trees (Chen and Guestrin, XGBoost: A Scalable Tree Boosting System, KDD 2016). */
        TREES,
        /** Weights of standardised features, by coordinate descent. */
        LINEAR
    }

    /**
     * How it grows.
     *
     * @param trees          at most, 1 to 5,000; a direction takes three a round
     * @param depth          of a tree, 1 to 12
     * @param eta            part of each step that is taken, above 0 to 1
     * @param lambda         penalty of squared leaves or weights, 0 or more
     * @param minChildWeight least sum of second derivatives in a leaf, 0 or more
     * @param patience       rounds without gain on the end of the training rows after which it stops; 0: it never does
     */
    public record Boosting(int trees, int depth, double eta, double lambda, double minChildWeight, int patience) {
        public Boosting {
            require(trees >= Direction.COUNT && trees <= MOST_TREES, "--trees", trees, "3 to 5000");
            require(depth >= 1 && depth <= MOST_DEPTH, "--depth", depth, "1 to 12");
            require(eta > 0 && eta <= 1, "--eta", eta, "above 0, at most 1");
            require(lambda >= 0 && lambda <= 1e6, "--lambda", lambda, "0 to 1000000");
            require(minChildWeight >= 0 && minChildWeight <= 1e6, "--min-child-weight", minChildWeight, "0 to 1000000");
            require(patience >= 0 && patience <= trees, "--early-stopping", patience, "0 to --trees");
        }
    }

    /**
     * What each tree sees.
     *
     * @param rows    share of them, above 0 to 1
     * @param columns share of features, above 0 to 1
     */
    public record Sampling(double rows, double columns) {
        public Sampling {
            require(rows > 0 && rows <= 1, "--subsample", rows, "above 0, at most 1");
            require(columns > 0 && columns <= 1, "--colsample", columns, "above 0, at most 1");
        }
    }

    public Parameters {
        require(seed >= 0, "--seed", seed, "0 or more");
        require(threads >= 1 && threads <= MOST_THREADS, "--threads", threads, "1 to 256");
    }

    /** Returns how often the library adds a tree to each margin, or goes through all weights. */
    int rounds(Target target) {
        return target.isDirection() ? boosting.trees / Direction.COUNT : boosting.trees;
    }

    /** Returns them as the library names them. */
    public Map<String, Object> named(Target target) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (target.isDirection()) {
            named.put("objective", "multi:softprob");
            named.put("num_class", Direction.COUNT);
            named.put("eval_metric", "mlogloss");
            named.put("base_score", 0.5); // of each margin
        } else {
            named.put("objective", "reg:squarederror");
            named.put("eval_metric", "rmse");
            named.put("base_score", 0);
        }
        if (kind == Kind.TREES) {
            named.put("booster", "gbtree");
            named.put("tree_method", "hist");
            named.put("max_depth", boosting.depth);
            named.put("min_child_weight", boosting.minChildWeight);
            named.put("subsample", sampling.rows);
            named.put("colsample_bytree", sampling.columns);
        } else {
            named.put("booster", "gblinear");
            named.put("updater", "coord_descent");
        }
        named.put("eta", boosting.eta);
        named.put("lambda", boosting.lambda);
        named.put("seed", seed);
        named.put("nthread", threads);
        named.put("verbosity", 0);
        return named;
    }

    private static void require(boolean isMet, String option, Number value, String expected) {
        if (!isMet) {
            throw new IllegalArgumentException(option + ": " + value + ", expected " + expected);
        }
    }
}
