package org.millrace.engine.models;

/**
 * Boosted trees, one word a node, breadth first, so that brothers lie side by side and a tree in few cache lines:
 *
 * <pre>
 *   bits 63 ........ 48  47 ............ 32  31 ............... 0
 *   index of a key       left brother,       threshold's key, or
 *                        from the root on    value of a leaf, as float
 * </pre>
 *
 * Nothing here branches by a value, so that the processor walks several trees at once instead of guessing their ways: a key is
 * an integer that is ordered as its float is; a feature has two, which differ where it is missing; and a leaf leads to itself,
 * so that each way through a tree is as long as the longest. Leaves are added up as floats in the order of the trees, as
 * XGBoost does (cpu_predictor.cc of XGBoost 3.0).
 */
public final class FlatTrees implements Model {
    private static final int KEY_SHIFT = 48;
    private static final int LEFT_SHIFT = 32;
    private static final int LOW_16 = 0xFFFF;

    private final long[] words;
    private final int[] roots;
    private final int[] depths;
    private final float[] base;
    private final float[] margins;
    private final int[] keys;
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
        keys = new int[2 * features + 1];
        keys[2 * features] = Integer.MIN_VALUE; // of leaves: always goes left
        roots = new int[trees.count()];
        depths = new int[roots.length];
        words = new long[trees.nodes().count()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = trees.root(i);
            depths[i] = layOut(trees.nodes(), roots[i], trees.root(i + 1));
        }
    }

    @Override
    public void predict(double[] features, double[] out) {
        margins(features, margins);
        link.apply(margins, out);
    }

    /** Adds up margins: what a prediction is made of. */
    public void margins(double[] features, float[] out) {
        for (int i = 0; i < keys.length >> 1; i++) {
            float value = (float) features[i];
            boolean isMissing = Float.isNaN(value);
            keys[2 * i] = isMissing ? Integer.MAX_VALUE : key(value);
            keys[2 * i + 1] = isMissing ? Integer.MIN_VALUE : key(value);
        }
        System.arraycopy(base, 0, out, 0, base.length);
        int margin = 0;
        for (int i = 0; i < roots.length; i++) {
            out[margin] += leaf(roots[i], depths[i]);
            margin = margin + 1 == base.length ? 0 : margin + 1;
        }
    }

    private float leaf(int root, int depth) {
        long word = words[root];
        for (int i = 0; i < depth; i++) {
            long notLess = ~((long) keys[(int) (word >>> KEY_SHIFT)] - (int) word) >>> (Long.SIZE - 1);
            word = words[root + ((int) (word >>> LEFT_SHIFT) & LOW_16) + (int) notLess];
        }
        return Float.intBitsToFloat((int) word);
    }

    /** Returns an integer that is less where the value is less; both zeros have one. */
    private static int key(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }

    /** Returns how many steps the longest way has. */
    private int layOut(Trees.Nodes nodes, int root, int end) {
        int[] queue = new int[end - root];
        int[] steps = new int[queue.length];
        queue[0] = root;
        int last = 0;
        for (int i = 0; i < queue.length; i++) {
            int node = queue[i];
            if (nodes.feature()[node] == Trees.LEAF) {
                // a zero without its sign: the other's bits are the least key
                words[root + i] = word(keys.length - 1, i, Float.floatToRawIntBits(nodes.threshold()[node] + 0f));
            } else {
                int index = 2 * nodes.feature()[node] + (nodes.missingLeft()[node] ? 1 : 0);
                words[root + i] = word(index, last + 1, key(nodes.threshold()[node]));
                queue[++last] = nodes.left()[node];
                steps[last] = steps[i] + 1;
                queue[++last] = nodes.right()[node];
                steps[last] = steps[i] + 1;
            }
        }
        return steps[last];
    }

    private static long word(int key, int left, int low) {
        return ((long) key << KEY_SHIFT) | ((long) left << LEFT_SHIFT) | (low & 0xFFFF_FFFFL);
    }
}
