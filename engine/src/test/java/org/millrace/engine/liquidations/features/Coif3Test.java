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

class Coif3Test {
    private static final double TOLERANCE = 1e-9;

    @Test
    void shouldHaveTheFiltersOfTheReference() {
        List<Map<String, String>> rows = Vectors.rows("coif3_filters");

        for (int k = 0; k < Coif3.TAPS; k++) {
            int turned = Coif3.TAPS - 1 - k;
            Map<String, String> row = rows.get(k);
            assertThat(new double[] {Coif3.low(k), Coif3.high(k), Coif3.low(turned), Coif3.high(turned)})
                    .containsExactly(
                            List.of("dec_lo", "dec_hi", "rec_lo", "rec_hi").stream()
                                    .mapToDouble(column -> Vectors.number(row.get(column)))
                                    .toArray(),
                            within(1e-16));
        }
    }

    @Test
    void shouldMakeTheReferencesBandsTrendAndReconstruction() {
        List<Map<String, String>> signal = Vectors.rows("dwt_512_signal");
        double[] values = Vectors.column(signal, "x");

        WaveletTransform transform = new WaveletTransform(values);

        for (Map<String, String> row : Vectors.rows("dwt_512_coeffs")) {
            double[] band = transform.band(row.get("band"));
            assertThat(band[Integer.parseInt(row.get("k"))])
                    .isEqualTo(Vectors.number(row.get("value")), within(TOLERANCE));
        }
        assertThat(transform.trend()).containsExactly(Vectors.column(signal, "trend"), within(TOLERANCE));
        assertThat(transform.reconstruction()).containsExactly(values, within(1e-10));
    }

    @Test
    void shouldTakeOddLengths() {
        List<Map<String, String>> rows = Vectors.rows("dwt_odd_37_level1");
        double[] values = Vectors.column(rows, "x");
        int count = Coif3.levelLength(values.length);

        assertThat(WaveletTransform.analyse(values, false))
                .containsExactly(Arrays.copyOf(Vectors.column(rows, "cA"), count), within(TOLERANCE));
        assertThat(WaveletTransform.analyse(values, true))
                .containsExactly(Arrays.copyOf(Vectors.column(rows, "cD"), count), within(TOLERANCE));
    }

    @Test
    void shouldWeighAWholeWindowAsTheReferenceDoes() {
        double[] expected = Vectors.column(Vectors.rows("fir_weights_1088"), "weight");

        assertThat(Coif3.weights(Coif3.WINDOW)).containsExactly(expected, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 512, 640, 1_024, 1_088})
    void shouldWeighWhatTheTransformMakesOfAWindow(int window) {
        SplittableRandom random = new SplittableRandom(window);
        double[] values = random.doubles(window, -5, 20).toArray();
        double[] weights = Coif3.weights(window);

        double sum = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            sum += weights[lag] * values[window - 1 - lag];
        }

        assertThat(sum).isEqualTo(new WaveletTransform(values).trend()[window - 1], within(1e-12));
    }

    @Test
    void shouldWeighLongerWindowsAlike() {
        assertThat(Coif3.weights(17_280)).isEqualTo(Coif3.weights(Coif3.WINDOW));
    }
}
