package org.millrace.engine.models;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whole trees of random splits. */
public final class RandomTrees {
    private RandomTrees() {}

    /** Returns a model of a return, of features f0, f1 …, each from about −2 to 2 in training. */
    public static TrainedModel model(int count, int depth, int features, long seed) {
        List<String> names = IntStream.range(0, features).mapToObj(i -> "f" + i).collect(Collectors.toList());
        ModelTerms terms = new ModelTerms(
                "random",
                1,
                1,
                new WantedFeatures(1, "core", 1, names),
                60,
                300,
                ModelTarget.RETURN,
                ModelLink.IDENTITY);
        Distribution even = new Distribution(new double[] {-1, 0, 1}, new double[] {0.2, 0.2, 0.2, 0.2, 0.2});
        List<Distribution> shapes =
                IntStream.range(0, features).mapToObj(i -> even).collect(Collectors.toList());
        return TrainedModel.of(terms, trees(count, depth, features, seed), new TrainingShape(shapes, even));
    }

    /** Returns trees of one margin, whose splits lie from −2 to 2. */
    public static Trees trees(int count, int depth, int features, long seed) {
        Random random = new Random(seed);
        int size = (1 << (depth + 1)) - 1;
        int inner = (1 << depth) - 1;
        Trees.Nodes nodes = new Trees.Nodes(
                new int[count * size],
                new float[count * size],
                new int[count * size],
                new int[count * size],
                new boolean[count * size]);
        int[] roots = new int[count];
        for (int i = 0; i < count * size; i++) {
            int root = i / size * size;
            boolean isLeaf = i - root >= inner;
            roots[i / size] = root;
            nodes.feature()[i] = isLeaf ? Trees.LEAF : random.nextInt(features);
            nodes.threshold()[i] = (float) (isLeaf ? random.nextGaussian() / count : random.nextDouble() * 4 - 2);
            nodes.left()[i] = isLeaf ? 0 : root + 2 * (i - root) + 1;
            nodes.right()[i] = isLeaf ? 0 : root + 2 * (i - root) + 2;
            nodes.missingLeft()[i] = random.nextBoolean();
        }
        return new Trees(new float[1], roots, nodes);
    }
}
