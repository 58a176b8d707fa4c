package org.millrace.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    void shouldAddUpTheTreesOfEachMargin() {
        Trees.Nodes leaves =
                new Trees.Nodes(new int[] {-1, -1, -1}, new float[] {1, 2, 3}, new int[3], new int[3], new boolean[3]);
        Trees trees = new Trees(new float[] {0, 0, 0.5f}, new int[] {0, 1, 2}, leaves);

        float[] margins = new float[3];
        new FlatTrees(trees, 2, ModelLink.SOFTMAX).margins(new double[2], margins);

        assertEquals("1.0 2.0 3.5", margins[0] + " " + margins[1] + " " + margins[2]);
    }
}
