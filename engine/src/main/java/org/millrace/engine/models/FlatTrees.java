package org.millrace.engine.models;

/**
 * Boosted trees, one word a node, breadth first, so that brothers lie side by side and a tree in few cache lines:
 *
 * <pre>
 *   bit 63  62 ........ 48  47 ............ 32  31 ............... 0
 *   missing  feature         left brother       threshold, or value
 *   is left  index           from the root on   of a leaf, as float
 * </pre>
 *
 * A left brother of 0 makes a leaf, as 0 is the root. Values are compared, and leaves added up, as floats in the order of the
 * trees, as XGBoost does (cpu_predictor.cc of XGBoost 3.0).
 */
public final class FlatTrees implements Model {
    private static final int FEATURE_SHIFT = 48;
    private static final int LEFT_SHIFT = 32;
    private static final int LOW_15 = 0x7FFF;
    private static final int LOW_16 = 0xFFFF;

    private final long[] words;
    private final int[] roots;
    private final float[] base;
    private final float[] margins;
    private final float[] values;
    private final ModelLink link;

    /**
     * Lays trees out.
     *
     * @param features how many the set has
     */
    public FlatTrees(Trees trees, int features, ModelLink link) {
        this.link = link;
        base = trees.base();
        margins = new float[base.length];
        values = new float[features];
        roots = new int[trees.count()];
        words = new long[trees.nodes().count()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = trees.root(i);
            layOut(trees.nodes(), roots[i], trees.root(i + 1));
        }
    }

    @Override
    public void predict(double[] features, double[] out) {
        margins(features, margins);
        link.apply(margins, out);
    }

    /** Adds up margins: what a prediction is made of. */
    public void margins(double[] features, float[] out) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) features[i];
        }
        System.arraycopy(base, 0, out, 0, base.length);
        int margin = 0;
        for (int root : roots) {
            out[margin] += leaf(root);
            margin = margin + 1 == base.length ? 0 : margin + 1;
        }
    }

    private float leaf(int root) {
        long word = words[root];
        int left = (int) (word >>> LEFT_SHIFT) & LOW_16;
        while (left != 0) {
            float value = values[(int) (word >>> FEATURE_SHIFT) & LOW_15];
            boolean isLeft = value < Float.intBitsToFloat((int) word) || (Float.isNaN(value) && word < 0);
            word = words[root + left + (isLeft ? 0 : 1)];
            left = (int) (word >>> LEFT_SHIFT) & LOW_16;
        }
        return Float.intBitsToFloat((int) word);
    }

    private void layOut(Trees.Nodes nodes, int root, int end) {
        int[] queue = new int[end - root];
        queue[0] = root;
        int last = 0;
        for (int i = 0; i < queue.length; i++) {
            int node = queue[i];
            long word = Float.floatToRawIntBits(nodes.threshold()[node]) & 0xFFFF_FFFFL;
            if (nodes.feature()[node] != Trees.LEAF) {
                word |= (long) (last + 1) << LEFT_SHIFT | (long) nodes.feature()[node] << FEATURE_SHIFT;
                word |= nodes.missingLeft()[node] ? Long.MIN_VALUE : 0;
                queue[++last] = nodes.left()[node];
                queue[++last] = nodes.right()[node];
            }
            words[root + i] = word;
        }
    }
}
