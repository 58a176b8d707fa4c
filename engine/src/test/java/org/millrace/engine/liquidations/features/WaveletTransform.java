package org.millrace.engine.liquidations.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The whole transform, forwards and back, as it is defined: slow, and what the weights of a trend must come to. */
final class WaveletTransform {
    private final List<double[]> details = new ArrayList<>();
    private double[] approximation;
    private final int length;

    WaveletTransform(double[] values) {
        length = values.length;
        approximation = values;
        for (int level = 1; level <= Coif3.LEVELS; level++) {
            details.add(analyse(approximation, true));
            approximation = analyse(approximation, false);
        }
    }

    /** Returns the coefficients of a band: {@code cA6}, {@code cD6} to {@code cD1}. */
    double[] band(String name) {
        return name.startsWith("cA") ? approximation : details.get(Character.digit(name.charAt(2), 10) - 1);
    }

    /** Returns the slow part alone. */
    double[] trend() {
        return back(false);
    }

    /** Returns what all bands together make. */
    double[] reconstruction() {
        return back(true);
    }

    /** Returns one level's coefficients: of the high-pass, or of the low-pass. */
    static double[] analyse(double[] values, boolean isHigh) {
        double[] coefficients = new double[Coif3.levelLength(values.length)];
        for (int k = 0; k < coefficients.length; k++) {
            for (int j = 0; j < Coif3.TAPS; j++) {
                double weight = isHigh ? Coif3.high(j) : Coif3.low(j);
                coefficients[k] += weight * values[Coif3.mirrored(2 * k + 1 - j, values.length)];
            }
        }
        return coefficients;
    }

    /** Returns one level's values; as many details as approximations are taken. */
    static double[] synthesise(double[] approximation, double[] detail) {
        int count = detail.length;
        double[] values = new double[2 * count - Coif3.TAPS + 2];
        for (int i = 0; i < values.length; i++) {
            for (int k = i / 2; k <= Math.min(count - 1, (i + Coif3.TAPS - 2) / 2); k++) {
                int place = Coif3.TAPS - 1 - (i + Coif3.TAPS - 2 - 2 * k);
                values[i] += approximation[k] * Coif3.low(place) + detail[k] * Coif3.high(place);
            }
        }
        return values;
    }

    private double[] back(boolean withDetails) {
        double[] values = approximation;
        for (int level = Coif3.LEVELS; level >= 1; level--) {
            double[] detail = details.get(level - 1);
            values = synthesise(values, withDetails ? detail : new double[detail.length]);
        }
        return Arrays.copyOf(values, length);
    }
}
