package org.millrace.engine.liquidations.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothedSeriesTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"lld", "fll", "fsl"})
    void shouldTrendAsTheReferenceDoes(String series) {
        List<Map<String, String>> rows = Vectors.rows("online_2048");
        double bound = series.equals("lld") ? 1 : Double.POSITIVE_INFINITY;
        TrendFilter filter = new TrendFilter();
        KalmanFilter kalman = new KalmanFilter();

        for (Map<String, String> row : rows) {
            double raw = filter.update(Vectors.number(row.get(series + "_normal")));
            double trend = Math.min(bound, Math.max(0, raw));
            double filtered = kalman.update(trend);
            assertThat(trend).isEqualTo(Vectors.number(row.get(series + "_cwt")), within(TOLERANCE));
            assertThat(filtered).isEqualTo(Vectors.number(row.get(series + "_cwt_kf")), within(TOLERANCE));
        }
    }

    @Test
    void shouldFilterAsTheReferenceDoes() {
        KalmanFilter kalman = new KalmanFilter();

        for (Map<String, String> row : Vectors.rows("kalman_unit")) {
            double mean = kalman.update(Vectors.number(row.get("z")));
            assertThat(new double[] {mean, kalman.gain(), kalman.variance()})
                    .containsExactly(
                            new double[] {
                                Vectors.number(row.get("mean")),
                                Vectors.number(row.get("gain")),
                                Vectors.number(row.get("p_post"))
                            },
                            within(TOLERANCE));
        }
    }

    @Test
    void shouldAverageAsTheReferenceDoes() {
        Ema ema12 = new Ema(12);
        Ema ema16 = new Ema(16);

        for (Map<String, String> row : Vectors.rows("ema_unit")) {
            double value = Vectors.number(row.get("x"));
            assertThat(ema12.update(value)).isEqualTo(Vectors.number(row.get("ema12")), within(TOLERANCE));
            assertThat(ema16.update(value)).isEqualTo(Vectors.number(row.get("ema16")), within(TOLERANCE));
        }
    }

    @Test
    void shouldLeaveAConstantAsItIsAndComeNearerWithEveryHour() {
        SmoothedSeries series = new SmoothedSeries(1);
        double distance = Double.POSITIVE_INFINITY;

        for (int hour = 0; hour < 3_000; hour++) {
            series.update(0.75);

            assertThat(series.normal()).isEqualTo(0.75);
            assertThat(series.trend()).isEqualTo(0.75, within(1e-11)); // as exact as the filter's constants
            double now = Math.abs(series.filtered() - 0.75);
            assertThat(now).isLessThan(Math.max(distance, 1e-10));
            distance = now;
        }
    }

    @Test
    void shouldStayWithinItsBounds() {
        SmoothedSeries series = new SmoothedSeries(1);
        SplittableRandom random = new SplittableRandom(3);

        for (int hour = 0; hour < 3_000; hour++) {
            series.update(hour / 200 % 2 == 0 ? random.nextDouble() * 0.01 : 1 - random.nextDouble() * 0.01);

            assertThat(series.trend()).isBetween(0.0, 1.0);
            assertThat(series.filtered()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void shouldPutTheMedianInPlaceOfASpikeUntilThreeHaveCome() {
        OutlierRule rule = new OutlierRule();
        double[] given = new double[30];
        Arrays.setAll(given, hour -> hour < 25 ? hour % 2 : 100);

        double[] taken = Arrays.stream(given).map(rule::update).toArray();

        assertThat(Arrays.copyOfRange(taken, 0, 25)).isEqualTo(Arrays.copyOfRange(given, 0, 25));
        assertThat(taken[25]).isBetween(0.0, 1.0);
        assertThat(taken[26]).isBetween(0.0, 1.0);
        assertThat(taken[27]).isEqualTo(100);
    }

    @Test
    void shouldSlopeAsTheReferenceDoes() {
        Slope slope = new Slope(8);

        for (Map<String, String> row : Vectors.rows("online_2048")) {
            double difference = Vectors.number(row.get("fll_cwt_kf")) - Vectors.number(row.get("fsl_cwt_kf"));
            assertThat(slope.update(difference)).isEqualTo(Vectors.number(row.get("diff_beta_8")), within(TOLERANCE));
        }
    }
}
