package org.millrace.engine.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.ModelDriftDecoder;

class DriftMeterTest {
    private static final double NAN = Double.NaN;

    @Test
    void shouldBeZeroWhereValuesLieAsInTraining() {
        DriftMeter meter = new DriftMeter(Models.shape(0));
        for (double value : new double[] {0.5, 1.5, 2.5, 3.5}) {
            meter.add(new double[] {value, value}, value < 2 ? -1 : 1);
        }

        assertEquals(0, meter.index(0), 1e-12);
        assertEquals(0, meter.index(2), 1e-12);
    }

    /** Numpy: t = [.2, .2, .2, .2, .2], a = counts / 8, both np.maximum(…, 1e-4), sum((a - t) * log(a / t)). */
    @Test
    void shouldEqualNumpy() {
        DriftMeter meter = new DriftMeter(Models.shape(0.2));
        double[] first = {0.1, 0.2, 0.3, 1.0, 2.9, 5, 7, NAN}; // 3, 1, 1, 2, 1
        double[] second = {3, 3, 3, 3, 3, 3, 3, 3}; // 0, 0, 0, 8, 0
        for (int i = 0; i < first.length; i++) {
            meter.add(new double[] {first[i], second[i]}, i < 6 ? 1 : -1); // 2, 6
        }

        assertEquals(0.2269145095449165, meter.index(0), 1e-12);
        assertEquals(7.36523193659713, meter.index(1), 1e-9);
        assertEquals(0.2746530721670274, meter.index(2), 1e-12);
    }

    @Test
    void shouldMeasureNothingWhereTrainingIsUnknown() {
        assertFalse(new DriftMeter(TrainingShape.UNKNOWN).isOn());
    }

    @Test
    void shouldLeaveOutFeaturesOfTheClock() {
        WantedFeatures features =
                new WantedFeatures(1, "core", 1, List.of("hour", "returns_1", "day_of_week", "market_open"));

        assertEquals(
                List.of(true, false, true, true),
                IntStream.range(0, 4).mapToObj(features::isOfClock).toList());
    }

    @Test
    void shouldGiveEachOfFewValuesABinAndWhatIsBeyondThem() {
        Distribution zones = Distribution.of(new double[] {0, 0, 0, 1, 0, -1, 0, 0, 0, 0}, 10);
        Distribution always = Distribution.of(new double[] {1, 1, 1, Double.NaN}, 10);

        assertEquals("[-1.0, 0.0, 1.0, " + Math.nextUp(1.0) + "]", Arrays.toString(zones.edges()));
        assertEquals("[0.0, 0.1, 0.8, 0.1, 0.0, 0.0]", Arrays.toString(zones.shares()));
        assertEquals("[0.0, 0.75, 0.0, 0.25]", Arrays.toString(always.shares()));
    }

    @Test
    void shouldTellOfEachFeatureAndOfThePredictionsAtTheWindowsEnd() {
        ModelTape tape = new ModelTape()
                .declare(1, "a", "b")
                .driftWindow(2)
                .promote(Models.linear("drift", 7, 3, 0))
                .features(1, 0, 1);
        List<String> before = tape.take(ModelDriftDecoder.TEMPLATE_ID);

        tape.features(2, 2, 3);
        List<String> told = tape.take(ModelDriftDecoder.TEMPLATE_ID);
        tape.features(2, 2, 3);

        assertEquals(List.of(), before);
        assertEquals(
                List.of(
                        "count=2 modelId=7 modelVersion=3 index=0 feature=a shadow=false",
                        "count=2 modelId=7 modelVersion=3 index=1 feature=b shadow=false",
                        "count=2 modelId=7 modelVersion=3 shadow=false"),
                told.stream()
                        .map(text -> text.replaceFirst(".* count=", "count="))
                        .toList());
        assertEquals(List.of(), tape.take(ModelDriftDecoder.TEMPLATE_ID));
    }
}
