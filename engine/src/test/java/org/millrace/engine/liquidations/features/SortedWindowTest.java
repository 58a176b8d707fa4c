package org.millrace.engine.liquidations.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SortedWindowTest {
    @Test
    void shouldHoldTheNewestValuesInOrderAndTheirQuantiles() {
        SplittableRandom random = new SplittableRandom(4);
        SortedWindow window = new SortedWindow();
        List<Double> all = new ArrayList<>();

        for (int i = 0; i < 3 * SortedWindow.CAPACITY; i++) {
            double value = i % 5 == 0 ? random.nextInt(20) : 20 * random.nextDouble(); // the same ones again and again
            window.add(value);
            all.add(value);
            if (i % 997 == 0) {
                double[] expected = all.subList(Math.max(0, i + 1 - SortedWindow.CAPACITY), i + 1).stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                assertThat(Arrays.copyOf(window.sorted(), window.size())).isEqualTo(expected);
                for (double quantile : new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}) {
                    assertThat(window.quantile(quantile)).isEqualTo(quantile(expected, quantile), within(1e-12));
                }
            }
        }
    }

    private static double quantile(double[] sorted, double of) {
        double place = (sorted.length - 1) * of;
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] * (1 - (place - below)) + sorted[above] * (place - below);
    }
}
