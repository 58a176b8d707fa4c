package org.millrace.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatTreesTest {
    @ParameterizedTest
    @CsvSource({"1,0,-0.5", "1,1,1.5", "2,0,3.5", "NaN,0,3.5", "1,NaN,-0.5", "1.99999999999,0,3.5"})
    void shouldGoWhereFloatsAndMissingValuesLead(double a, double b, double expected) {
        Model model = Models.tree("m", 1, 1).evaluator();

        double[] out = new double[1];
        model.predict(new double[] {a, b}, out);

        assertEquals(expected, out[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "0,trees.left[0]: 0; expected a node behind it; in the same tree",
        "7,trees.left[0]: 7; expected a node behind it; in the same tree",
        "2,trees.right[0]: 2; expected a node that no other leads to"
    })
    void shouldRefuseNodesThatMakeNoTree(int left, String message) {
        Trees.Nodes nodes = new Trees.Nodes(
                new int[] {0, -1, -1}, new float[3], new int[] {left, 0, 0}, new int[] {2, 0, 0}, new boolean[3]);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Trees(new float[] {0}, new int[] {0}, nodes));

        assertEquals(message.replace(';', ','), e.getMessage());
    }

    @Test
    void shouldRefuseAWayThatIsTooLongToBeWalkedOnTheLine() {
        assertEquals(129, chain(64).nodes().count());

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> chain(30_000));

        assertEquals("trees.feature[128]: depth 65, expected 64 at most", e.getMessage());
    }

    @Test
    void shouldExplainTheLongestWayThereMayBe() {
        Trees trees = chain(Trees.MOST_DEPTH);
        double[] features = {0.5};

        double[][] contributions = TreeContributions.of(trees, features);

        float[] margin = new float[1];
        new FlatTrees(trees, features.length, ModelLink.IDENTITY).margins(features, margin);
        assertEquals(margin[0], contributions[0][0] + contributions[0][1], 1e-9);
    }

    @Test
    void shouldAddUpTheTreesOfEachMargin() {
        Trees.Nodes leaves =
                new Trees.Nodes(new int[] {-1, -1, -1}, new float[] {1, 2, 3}, new int[3], new int[3], new boolean[3]);
        Trees trees = new Trees(new float[] {0, 0, 0.5f}, new int[] {0, 1, 2}, leaves);

        float[] margins = new float[3];
        new FlatTrees(trees, 2, ModelLink.SOFTMAX).margins(new double[2], margins);

        assertEquals("1.0 2.0 3.5", margins[0] + " " + margins[1] + " " + margins[2]);
    }

    @Test
    void shouldWalkAsFloatsCompare() {
        Random random = new Random(1);

        for (int i = 0; i < 2_000; i++) {
            Trees trees = new Trees(new float[] {-0f}, new int[] {0}, grown(random, 1 + random.nextInt(20)));
            double[] features = {special(random), special(random), special(random)};

            float[] margins = new float[1];
            new FlatTrees(trees, features.length, ModelLink.IDENTITY).margins(features, margins);

            assertEquals(0f + walked(trees.nodes(), features), margins[0] + 0f);
        }
    }

    /** Returns a tree that asks for the same feature again and again on the way to its last leaf. */
    private static Trees chain(int depth) {
        int count = 2 * depth + 1;
        Trees.Nodes nodes = new Trees.Nodes(
                new int[count], new float[count], new int[count], new int[count], new boolean[count], new float[count]);
        for (int i = 0; i < count; i++) {
            boolean isSplit = i % 2 == 0 && i < count - 1;
            nodes.feature()[i] = isSplit ? 0 : Trees.LEAF;
            nodes.threshold()[i] = i;
            nodes.left()[i] = isSplit ? i + 1 : 0;
            nodes.right()[i] = isSplit ? i + 2 : 0;
            nodes.cover()[i] = count - i;
        }
        return new Trees(new float[] {0}, new int[] {0}, nodes);
    }

    private static float walked(Trees.Nodes nodes, double[] features) {
        int node = 0;
        while (nodes.feature()[node] != Trees.LEAF) {
            float value = (float) features[nodes.feature()[node]];
            boolean isLeft = Float.isNaN(value) ? nodes.missingLeft()[node] : value < nodes.threshold()[node];
            node = isLeft ? nodes.left()[node] : nodes.right()[node];
        }
        return nodes.threshold()[node];
    }

    /** Returns a tree that is deep on one side and shallow on the other, as it comes. */
    private static Trees.Nodes grown(Random random, int splits) {
        int count = 2 * splits + 1;
        int[] feature = new int[count];
        float[] threshold = new float[count];
        int[] left = new int[count];
        int[] right = new int[count];
        boolean[] missingLeft = new boolean[count];
        Arrays.fill(feature, Trees.LEAF);
        int last = 0;
        for (int i = 0; i < count; i++) {
            threshold[i] = finite(random);
            if (last < count - 1 && (last == i || random.nextBoolean())) {
                feature[i] = random.nextInt(3);
                missingLeft[i] = random.nextBoolean();
                left[i] = ++last;
                right[i] = ++last;
            }
        }
        return new Trees.Nodes(feature, threshold, left, right, missingLeft);
    }

    private static float finite(Random random) {
        float[] some = {0f, -0f, 1f, -1f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
        return random.nextBoolean() ? (float) random.nextGaussian() : some[random.nextInt(some.length)];
    }

    private static double special(Random random) {
        double[] some = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e-300, Math.nextUp(1f)
        };
        return random.nextBoolean() ? finite(random) : some[random.nextInt(some.length)];
    }
}
