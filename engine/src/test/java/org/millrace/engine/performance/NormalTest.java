package org.millrace.engine.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References: Python 3.11, {@code statistics.NormalDist}, and for the far tail {@code math.erfc(x / sqrt(2)) / 2}. */
class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.05, -1.6448536269514726",
        "0.01, -2.3263478740408416",
        "0.975, 1.9599639845400536",
        "0.999, 3.090232306167813",
        "1e-12, -7.034483825301132",
        "0.3, -0.5244005127080409"
    })
    void shouldKnowQuantiles(double share, double value) {
        assertEquals(value, Normal.quantile(share), 1e-13);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.8413447460685429",
        "-1.6448536269514729, 0.05",
        "2.9, 0.9981341866996161",
        "3.1, 0.9990323967867817",
        "-6, 9.865876450376946e-10",
        "-10, 7.61985302416047e-24"
    })
    void shouldKnowProbabilities(double x, double probability) {
        assertEquals(probability, Normal.probability(x), 1e-14 + probability * 1e-12);
    }

    @Test
    void shouldKnowNothingOfNothing() {
        assertEquals(Double.NaN, Normal.probability(Double.NaN));
    }

    @Test
    void shouldComeBackFromEveryQuantile() {
        for (int i = 1; i < 1_000; i++) {
            assertEquals(i / 1_000.0, Normal.probability(Normal.quantile(i / 1_000.0)), 1e-14);
        }
    }
}
