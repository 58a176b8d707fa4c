package org.millrace.engine.registry;

import java.util.Arrays;
import java.util.List;
import org.millrace.engine.models.Trees;

/**
 * Trees of a model that XGBoost saved as JSON ("Introduction to Model IO", XGBoost 3.0): each tree's nodes that can be reached,
 * breadth first. Trees alone are read, boosted by {@code gbtree}, without categories.
 */
public final class BoosterTrees {
    private static final int NONE = -1;

    private BoosterTrees() {}

    /**
     * Reads trees.
     *
     * @param json what {@code Booster.toByteArray("json")} gives
     * @param base of each margin what it is without any tree, as margin: of softmax and identity the base_score, of a
     *             logistic objective its logit
     * @throws IllegalArgumentException if it is no such model
     */
    public static Trees of(byte[] json, float[] base) {
        JsonMembers booster = JsonMembers.parse(json).object("learner").object("gradient_booster");
        if (!booster.text("name").equals("gbtree")) {
            throw new IllegalArgumentException("name: " + booster.text("name") + ", expected gbtree");
        }
        JsonMembers model = booster.object("model");
        int[] margins = model.integers("tree_info");
        List<JsonMembers> trees = model.objects("trees");
        int most = trees.stream()
                .mapToInt(tree -> tree.integers("left_children").length)
                .sum();
        Builder builder = new Builder(most, trees.size());
        for (int i = 0; i < margins.length; i++) {
            if (margins[i] != i % base.length) {
                throw new IllegalArgumentException(
                        "tree_info[" + i + "]: " + margins[i] + ", expected " + i % base.length);
            }
            builder.add(trees.get(i));
        }
        return builder.build(base);
    }

    /** Gathers nodes of one tree behind the other. */
    private static final class Builder {
        private final int[] feature;
        private final float[] threshold;
        private final int[] left;
        private final int[] right;
        private final boolean[] missingLeft;
        private final float[] cover;
        private final int[] roots;
        private int count;
        private int treeCount;

        Builder(int most, int trees) {
            feature = new int[most];
            threshold = new float[most];
            left = new int[most];
            right = new int[most];
            missingLeft = new boolean[most];
            cover = new float[most];
            roots = new int[trees];
        }

        void add(JsonMembers tree) {
            int[] lefts = tree.integers("left_children");
            int[] rights = tree.integers("right_children");
            int[] features = tree.integers("split_indices");
            float[] conditions = tree.floats("split_conditions");
            int[] defaults = tree.integers("default_left");
            float[] covers = tree.floats("sum_hessian");
            int[] queue = new int[lefts.length];
            int root = count;
            int last = 0;
            roots[treeCount++] = root;
            for (int i = 0; i <= last; i++) {
                int from = queue[i];
                int to = count++;
                threshold[to] = conditions[from];
                cover[to] = covers[from];
                feature[to] = Trees.LEAF;
                if (lefts[from] != NONE) {
                    feature[to] = features[from];
                    missingLeft[to] = defaults[from] == 1;
                    left[to] = root + last + 1;
                    right[to] = root + last + 2;
                    queue[++last] = lefts[from];
                    queue[++last] = rights[from];
                }
            }
        }

        Trees build(float[] base) {
            Trees.Nodes nodes = new Trees.Nodes(
                    Arrays.copyOf(feature, count),
                    Arrays.copyOf(threshold, count),
                    Arrays.copyOf(left, count),
                    Arrays.copyOf(right, count),
                    Arrays.copyOf(missingLeft, count),
                    Arrays.copyOf(cover, count));
            return new Trees(base, roots, nodes);
        }
    }
}
