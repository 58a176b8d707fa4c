package org.millrace.engine.liquidations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.Setting;

/** Hours by the ratio of both sides, or by means, beside what NumPy makes of them: {@code liquidations/reference.py}. */
class RatioTest {
    private static final String LONG_MEAN = "derivatives/futures_liquidated_volume_long_mean";
    private static final String SHORT_MEAN = "derivatives/futures_liquidated_volume_short_mean";
    private static final int HOURS = 1_400;
    private static final double TOLERANCE = 1e-9;

    @Test
    void shouldEqualWhatNumPyMakesOfTheRatio() throws IOException {
        LiquidationTape tape = new LiquidationTape().set(Setting.LIQUIDATIONS_SOURCE, 1);

        for (int hour = 0; hour < HOURS; hour++) {
            send(tape, hour, LiquidationTape.FLL, LiquidationTape.FSL);
        }

        compare(tape.features());
    }

    @Test
    void shouldTakeMeansAndNoSumsWhereToldSo() throws IOException {
        LiquidationTape tape =
                new LiquidationTape().set(Setting.LIQUIDATIONS_SOURCE, 1).set(Setting.LIQUIDATIONS_STATISTIC, 1);

        for (int hour = 0; hour < HOURS; hour++) {
            tape.metric(LiquidationTape.FLL, hour, 1_000).metric(LiquidationTape.FSL, hour, 3);
            send(tape, hour, LONG_MEAN, SHORT_MEAN);
        }

        compare(tape.features());
        assertThat(tape.inputs().get(7).longs()).isEqualTo(longs(7));
        assertThat(tape.derived()).noneMatch(event -> (EventPrefix.flags(event, 0) & EventPrefix.ANOMALY) != 0);
    }

    private static void send(LiquidationTape tape, int hour, String longPath, String shortPath) {
        tape.tick(hour + 1, 1)
                .metric(LiquidationTape.PRICE, hour, 30_000 + hour % 97)
                .metric(LiquidationTape.LLD, hour, 0.25) // which the ratio has no use for
                .metric(longPath, hour, longs(hour))
                .metric(shortPath, hour, shorts(hour))
                .tick(hour + 1, 10);
    }

    private static void compare(List<LiquidationFeaturesDecoder> features) throws IOException {
        assertThat(features).hasSize(HOURS);
        int hours = 0;
        try (BufferedReader expected = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RatioTest.class.getResourceAsStream("/liquidations/ratio.csv")),
                StandardCharsets.UTF_8))) {
            expected.readLine(); // the names
            for (String line = expected.readLine(); line != null; line = expected.readLine()) {
                String[] cells = line.split(",", -1);
                compare(cells, features.get(Integer.parseInt(cells[0])));
                hours++;
            }
        }
        assertThat(hours).isEqualTo(70 + (HOURS - 70) / 5);
    }

    private static void compare(String[] cells, LiquidationFeaturesDecoder of) {
        List<Double> numbers = List.of(of.fllCwtKf(), of.fslCwtKf(), of.riskPriorityNumber());
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i))
                    .as("hour %s", cells[0])
                    .isEqualTo(Double.parseDouble(cells[i + 1]), within(TOLERANCE));
        }
        assertThat(of.binIndex() + " " + of.dominance()).as("hour %s", cells[0]).isEqualTo(cells[4] + " " + cells[5]);
    }

    /** As the reference has it: sums of triangles and of remainders, in sixteenths, which a double holds exactly. */
    private static double longs(int hour) {
        int sixteenths = 3 * triangle(hour, 97) + 2 * triangle(hour, 31) + hour * 7_919 % 211;
        return (hour % 301 == 300 ? 20 * sixteenths : sixteenths) / 16.0;
    }

    private static double shorts(int hour) {
        return (4 * triangle(hour + 60, 83) + triangle(hour, 43) + hour * 6_271 % 197) / 16.0;
    }

    private static int triangle(int hour, int half) {
        return Math.abs(hour % (2 * half) - half);
    }
}
