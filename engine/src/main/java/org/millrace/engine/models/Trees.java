package org.millrace.engine.models;

import java.util.Arrays;

/**
 * Boosted trees as they stand in a file: flat arrays, one entry a node, of one tree behind the other. The node of a leaf has
 * {@link #LEAF} for a feature, and its value for a threshold. Where a feature's value, as a float, is less than the
 * threshold, it goes left, otherwise right; where it is missing, as the node says. Tree t adds to margin t modulo the number
 * of margins, on top of that margin's base. So does XGBoost ("Introduction to Model IO", XGBoost 3.0).
 */
public final class Trees {
    /** Feature of a node that is a leaf. */
    public static final int LEAF = -1;
    /** Most nodes of one tree. */
    public static final int MOST_NODES = 65_535;
    /** Longest way through a tree, in splits: twice as many as XGBoost grows level by level (31). */
    public static final int MOST_DEPTH = 64;

    private final float[] base;
    private final int[] roots;
    private final Nodes nodes;

    /** Nodes of all trees: of each kind an entry a node. Arrays are handed out as they are; nobody may change them. */
    public static final class Nodes {
        private final int[] feature;
        private final float[] threshold;
        private final int[] left;
        private final int[] right;
        private final boolean[] missingLeft;
        private final float[] cover;

        /**
         * Makes them.
         *
         * @param feature     index in the set, or {@link #LEAF}
         * @param threshold   or a leaf's value
         * @param left        index of the next node; of a leaf 0
         * @param right       index of the next node; of a leaf 0
         * @param missingLeft where one goes whose feature is missing
         * @param cover       weight of the training rows that came there: the sum of their second derivatives
         */
        public Nodes(int[] feature, float[] threshold, int[] left, int[] right, boolean[] missingLeft, float[] cover) {
            this.feature = feature;
            this.threshold = threshold;
            this.left = left;
            this.right = right;
            this.missingLeft = missingLeft;
            this.cover = cover;
        }

        /** Makes those of which nobody knows the cover. */
        public Nodes(int[] feature, float[] threshold, int[] left, int[] right, boolean[] missingLeft) {
            this(feature, threshold, left, right, missingLeft, new float[feature.length]);
        }

        public int[] feature() {
            return feature;
        }

        public float[] threshold() {
            return threshold;
        }

        public int[] left() {
            return left;
        }

        public int[] right() {
            return right;
        }

        public boolean[] missingLeft() {
            return missingLeft;
        }

        public float[] cover() {
            return cover;
        }

        /** Returns how many there are. */
        public int count() {
            return feature.length;
        }
    }

    /**
     * Makes trees.
     *
     * @param base  of each margin, what it is without any tree
     * @param roots index of the root of each tree, ascending; a tree's nodes reach to the next root
     * @throws IllegalArgumentException if nodes or roots do not make trees; the message names the member of the file
     */
    public Trees(float[] base, int[] roots, Nodes nodes) {
        this.base = base.clone();
        this.roots = roots.clone();
        this.nodes = nodes;
        check();
    }

    public float[] base() {
        return base.clone();
    }

    /** Returns how many trees there are. */
    public int count() {
        return roots.length;
    }

    /** Returns the index of a tree's root; of the one behind the last: how many nodes there are. */
    public int root(int tree) {
        return tree == roots.length ? nodes.count() : roots[tree];
    }

    /** Returns the nodes, which nobody may change. */
    public Nodes nodes() {
        return nodes;
    }

    /** Returns the highest index of a feature that they look at, or {@link #LEAF}. */
    public int highestFeature() {
        return Arrays.stream(nodes.feature).max().orElse(LEAF);
    }

    private void check() {
        int count = nodes.count();
        Checks.require(base.length > 0, "trees.base", base.length, "one of each margin");
        for (int i = 0; i < base.length; i++) {
            Checks.require(Float.isFinite(base[i]), "trees.base[" + i + "]", base[i], "a number");
        }
        length("threshold", nodes.threshold.length);
        length("left", nodes.left.length);
        length("right", nodes.right.length);
        length("missingLeft", nodes.missingLeft.length);
        length("cover", nodes.cover.length);
        Checks.require(roots.length > 0, "trees.roots", "none", "1 tree or more");
        Checks.require(roots[0] == 0, "trees.roots[0]", roots[0], "0");
        for (int i = 0; i < roots.length; i++) {
            int end = root(i + 1);
            Checks.require(
                    end > roots[i] && end <= count && end - roots[i] <= MOST_NODES,
                    "trees.roots[" + i + "]",
                    roots[i],
                    "1 to " + MOST_NODES + " nodes from there to the next root or the end, " + end);
            checkTree(roots[i], end);
        }
        Checks.require(
                roots.length % base.length == 0, "trees.roots", roots.length + " trees", "as many of each margin");
    }

    private void length(String member, int length) {
        Checks.require(length == nodes.count(), "trees." + member, length + " entries", "as many as feature has");
    }

    /** Each node but the root is the child of exactly one node before it, so nothing goes in a circle; and no way is too long. */
    private void checkTree(int root, int end) {
        boolean[] isChild = new boolean[end - root];
        int[] depths = new int[end - root];
        for (int i = root; i < end; i++) {
            int feature = nodes.feature[i];
            Checks.require(feature >= LEAF, "trees.feature[" + i + "]", feature, "an index, or " + LEAF);
            float cover = nodes.cover[i];
            Checks.require(Float.isFinite(cover) && cover >= 0, "trees.cover[" + i + "]", cover, "0 or more");
            float threshold = nodes.threshold[i];
            Checks.require(Float.isFinite(threshold), "trees.threshold[" + i + "]", threshold, "a number");
            if (feature != LEAF) {
                child("left", nodes.left[i], i, root, isChild);
                child("right", nodes.right[i], i, root, isChild);
                int depth = depths[i - root] + 1;
                Checks.require(
                        depth <= MOST_DEPTH, "trees.feature[" + i + "]", "depth " + depth, MOST_DEPTH + " at most");
                depths[nodes.left[i] - root] = depth;
                depths[nodes.right[i] - root] = depth;
            } else {
                Checks.require(
                        nodes.left[i] == 0 && nodes.right[i] == 0, "trees.left[" + i + "]", nodes.left[i], "0: a leaf");
            }
        }
        for (int i = 1; i < isChild.length; i++) {
            Checks.require(
                    isChild[i], "trees.feature[" + (root + i) + "]", "a node", "one that a node before leads to");
        }
    }

    private static void child(String member, int child, int parent, int root, boolean[] isChild) {
        Checks.require(
                child > parent && child - root < isChild.length,
                "trees." + member + "[" + parent + "]",
                child,
                "a node behind it, in the same tree");
        Checks.require(
                !isChild[child - root], "trees." + member + "[" + parent + "]", child, "a node that no other leads to");
        isChild[child - root] = true;
    }
}
