package org.millrace.engine.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The example of Bailey and López de Prado, The Deflated Sharpe Ratio, pages 10 and 11. */
class DeflatedSharpeTest {
    private static final double ROOT = StrictMath.sqrt(250);

    @Test
    void shouldEqualThePublishedExample() {
        double benchmark = DeflatedSharpe.expectedMaximum(100, StrictMath.sqrt(0.5) / ROOT);

        assertEquals(0.1132, benchmark, 0.00005);
        assertEquals(0.9004, DeflatedSharpe.probability(2.5 / ROOT, benchmark, 1_250, -3, 10), 0.00005);
    }

    @Test
    void shouldBelieveLessTheMoreWasTried() {
        double few = DeflatedSharpe.expectedMaximum(46, StrictMath.sqrt(0.5) / ROOT);

        assertEquals(0.95, DeflatedSharpe.probability(2.5 / ROOT, few, 1_250, -3, 10), 0.005); // 46 leave 95 %
    }
}
