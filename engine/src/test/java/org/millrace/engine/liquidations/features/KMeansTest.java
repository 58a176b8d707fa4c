package org.millrace.engine.liquidations.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
    private static final int K = KMeans.CLUSTERS;

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 50, 720, 3_000})
    void shouldNeverBeWorseThanAHundredRandomRestarts(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[] values = sorted(random, count);
        double[] centres = new double[K];

        assertThat(new KMeans(count).fit(values, count, centres)).isTrue();

        double cost = cost(values, centres);
        for (int restart = 0; restart < 100; restart++) {
            assertThat(cost).isLessThanOrEqualTo(cost(values, lloyd(values, random)) * (1 + 1e-12) + 1e-15);
        }
        assertThat(centres).isSorted();
    }

    @Test
    void shouldFindTheBestOfAllDivisions() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            int count = 12;
            double[] values = sorted(random, count);
            double[] centres = new double[K];

            new KMeans(count).fit(values, count, centres);

            assertThat(cost(values, centres)).isEqualTo(leastCost(values, 0, K), within(1e-12));
        }
    }

    @Test
    void shouldLeaveCentresAloneWhereTooFewValuesDiffer() {
        double[] centres = new double[K];
        double[] values = {1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8};
        double[] enough = {1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9};
        KMeans clusters = new KMeans(values.length);

        assertThat(clusters.fit(values, values.length, centres)).isFalse();
        assertThat(clusters.fit(values, 0, centres)).isFalse();
        assertThat(centres).containsOnly(0);

        assertThat(clusters.fit(enough, enough.length, centres)).isTrue();
        assertThat(centres).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    private static double[] sorted(SplittableRandom random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> 0.5 + 0.1 * (random.nextDouble() + random.nextDouble() - random.nextDouble()));
        Arrays.sort(values);
        return values;
    }

    private static double[] lloyd(double[] values, SplittableRandom random) {
        double[] centres =
                random.ints(K, 0, values.length).mapToDouble(i -> values[i]).toArray();
        for (int step = 0; step < 20; step++) {
            double[] sums = new double[K];
            int[] counts = new int[K];
            for (double value : values) {
                int nearest = nearest(value, centres);
                sums[nearest] += value;
                counts[nearest]++;
            }
            for (int c = 0; c < K; c++) {
                centres[c] = counts[c] == 0 ? centres[c] : sums[c] / counts[c];
            }
        }
        return centres;
    }

    private static int nearest(double value, double[] centres) {
        int nearest = 0;
        for (int c = 1; c < centres.length; c++) {
            if (Math.abs(value - centres[c]) < Math.abs(value - centres[nearest])) {
                nearest = c;
            }
        }
        return nearest;
    }

    private static double cost(double[] values, double[] centres) {
        double cost = 0;
        for (double value : values) {
            double distance = value - centres[nearest(value, centres)];
            cost += distance * distance;
        }
        return cost;
    }

    /** Tries each place where the first cluster may end. */
    private static double leastCost(double[] values, int from, int clusters) {
        if (clusters == 1) {
            double[] rest = Arrays.copyOfRange(values, from, values.length);
            return cost(rest, new double[] {Arrays.stream(rest).average().orElseThrow()});
        }
        double least = Double.POSITIVE_INFINITY;
        for (int end = from + 1; end <= values.length - clusters + 1; end++) {
            double[] first = Arrays.copyOfRange(values, from, end);
            double cost =
                    cost(first, new double[] {Arrays.stream(first).average().orElseThrow()});
            least = Math.min(least, cost + leastCost(values, end, clusters - 1));
        }
        return least;
    }
}
