package org.millrace.engine.models;

/**
 * What each feature adds to the margins of trees: Shapley values of the tree's expectation, by the weight of training rows on
 * each path (Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
 * Intelligence 2, 2020, algorithm 2). Contributions and the expected margin add up to the margin. It allocates; not for the
 * line.
 */
public final class TreeContributions {
    private final Trees.Nodes nodes;
    private final float[] values;
    private final double[][] contributions;
    private double[] current;

    /** The features on the way from the root to a node, and what share of rows goes on without and with each. */
    private static final class Way {
        final int[] feature;
        final double[] without;
        final double[] with;
        final double[] weight;

        Way(int length) {
            feature = new int[length];
            without = new double[length];
            with = new double[length];
            weight = new double[length];
        }

        Way copy(int depth) {
            Way copy = new Way(depth + 1);
            System.arraycopy(feature, 0, copy.feature, 0, depth);
            System.arraycopy(without, 0, copy.without, 0, depth);
            System.arraycopy(with, 0, copy.with, 0, depth);
            System.arraycopy(weight, 0, copy.weight, 0, depth);
            return copy;
        }

        void extend(int depth, double zero, double one, int split) {
            feature[depth] = split;
            without[depth] = zero;
            with[depth] = one;
            weight[depth] = depth == 0 ? 1 : 0;
            for (int i = depth - 1; i >= 0; i--) {
                weight[i + 1] += one * weight[i] * (i + 1) / (depth + 1);
                weight[i] = zero * weight[i] * (depth - i) / (depth + 1);
            }
        }

        void unwind(int depth, int index) {
            double one = with[index];
            double zero = without[index];
            double next = weight[depth];
            for (int i = depth - 1; i >= 0; i--) {
                if (one == 0) {
                    weight[i] = weight[i] * (depth + 1) / (zero * (depth - i));
                } else {
                    double before = weight[i];
                    weight[i] = next * (depth + 1) / ((i + 1) * one);
                    next = before - weight[i] * zero * (depth - i) / (depth + 1);
                }
            }
            for (int i = index; i < depth; i++) {
                feature[i] = feature[i + 1];
                without[i] = without[i + 1];
                with[i] = with[i + 1];
            }
        }

        double unwoundSum(int depth, int index) {
            double one = with[index];
            double zero = without[index];
            double next = weight[depth];
            double sum = 0;
            for (int i = depth - 1; i >= 0; i--) {
                if (one != 0) {
                    double part = next * (depth + 1) / ((i + 1) * one);
                    sum += part;
                    next = weight[i] - part * zero * (depth - i) / (depth + 1);
                } else if (zero != 0) {
                    sum += weight[i] / zero * (depth + 1) / (depth - i);
                }
            }
            return sum;
        }

        int find(int depth, int split) {
            for (int i = 1; i <= depth; i++) {
                if (feature[i] == split) {
                    return i;
                }
            }
            return -1;
        }
    }

    private TreeContributions(Trees trees, double[] features) {
        nodes = trees.nodes();
        values = new float[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) features[i];
        }
        contributions = new double[trees.base().length][features.length + 1];
    }

    /**
     * Returns the contributions of each margin: of each feature, and last what is expected where nothing is known.
     *
     * @param features values in the order of the model's set; NaN: missing
     * @throws IllegalArgumentException if the trees do not say what rows they were trained on
     */
    public static double[][] of(Trees trees, double[] features) {
        TreeContributions made = new TreeContributions(trees, features);
        for (int i = 0; i < trees.count(); i++) {
            made.add(trees.root(i), i % trees.base().length);
        }
        float[] base = trees.base();
        for (int i = 0; i < base.length; i++) {
            made.contributions[i][features.length] += base[i];
        }
        return made.contributions;
    }

    private void add(int root, int margin) {
        current = contributions[margin];
        if (nodes.feature()[root] != Trees.LEAF && nodes.cover()[root] == 0) {
            throw new IllegalArgumentException("trees.cover: nobody knows it, so that nothing can be explained");
        }
        current[current.length - 1] += expected(root);
        go(root, 0, new Way(0), new double[] {1, 1}, -1);
    }

    private double expected(int node) {
        if (nodes.feature()[node] == Trees.LEAF) {
            return nodes.threshold()[node];
        }
        int left = nodes.left()[node];
        int right = nodes.right()[node];
        return (expected(left) * nodes.cover()[left] + expected(right) * nodes.cover()[right]) / nodes.cover()[node];
    }

    /** Goes down both ways; {@code shares} of rows that come here without and with the feature of the split before. */
    private void go(int node, int depth, Way before, double[] shares, int split) {
        Way way = before.copy(depth);
        way.extend(depth, shares[0], shares[1], split);
        int feature = nodes.feature()[node];
        if (feature == Trees.LEAF) {
            for (int i = 1; i <= depth; i++) {
                double share = way.unwoundSum(depth, i) * (way.with[i] - way.without[i]);
                current[way.feature[i]] += share * nodes.threshold()[node];
            }
            return;
        }
        int hot = next(node, values[feature]);
        int cold = hot == nodes.left()[node] ? nodes.right()[node] : nodes.left()[node];
        double without = 1;
        double with = 1;
        int length = depth;
        int earlier = way.find(depth, feature);
        if (earlier > 0) {
            without = way.without[earlier];
            with = way.with[earlier];
            way.unwind(depth, earlier);
            length--;
        }
        double cover = nodes.cover()[node];
        go(hot, length + 1, way, new double[] {nodes.cover()[hot] / cover * without, with}, feature);
        go(cold, length + 1, way, new double[] {nodes.cover()[cold] / cover * without, 0}, feature);
    }

    private int next(int node, float value) {
        boolean isLeft = Float.isNaN(value) ? nodes.missingLeft()[node] : value < nodes.threshold()[node];
        return isLeft ? nodes.left()[node] : nodes.right()[node];
    }
}
