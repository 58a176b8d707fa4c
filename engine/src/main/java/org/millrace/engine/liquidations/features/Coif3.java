package org.millrace.engine.liquidations.features;

import java.util.Arrays;

/**
 * The wavelet coif3 with half-sample symmetric borders, six levels deep, of which only the approximation is kept: what is
 * slower than some 128 hours. Coefficients: Daubechies, Ten Lectures on Wavelets, table 8.1, as PyWavelets prints them.
 */
final class Coif3 {
    static final int TAPS = 18;
    static final int LEVELS = 6;

    /** Shortest window in which the sixth level has coefficients that no border touches; longer ones weigh the same. */
    static final int WINDOW = (TAPS - 1) << LEVELS;

    /** Hours on which the grid of the sixth level repeats: windows of other lengths weigh differently. */
    static final int STEP = 1 << LEVELS;

    private static final double NEGLIGIBLE = 1e-15;

    private static final double[] LOW = {
        -3.459977283621256e-05,
        -7.098330313814125e-05,
        0.0004662169601128863,
        0.0011175187708906016,
        -0.0025745176887502236,
        -0.00900797613666158,
        0.015880544863615904,
        0.03455502757306163,
        -0.08230192710688598,
        -0.07179982161931202,
        0.42848347637761874,
        0.7937772226256206,
        0.4051769024096169,
        -0.06112339000267287,
        -0.0657719112818555,
        0.023452696141836267,
        0.007782596427325418,
        -0.003793512864491014
    };

    private Coif3() {}

    /** Returns a coefficient of the analysis low-pass; the synthesis one has them the other way round. */
    static double low(int k) {
        return LOW[k];
    }

    /** Returns a coefficient of the analysis high-pass. */
    static double high(int k) {
        return (k % 2 == 0 ? -1 : 1) * LOW[TAPS - 1 - k];
    }

    /** Returns how many coefficients a level makes of {@code length} values. */
    static int levelLength(int length) {
        return (length + TAPS - 1) / 2;
    }

    /** Returns which of {@code length} values stands at a place beyond their border, or within. */
    static int mirrored(int place, int length) {
        int p = Math.floorMod(place, 2 * length);
        return p < length ? p : 2 * length - 1 - p;
    }

    /**
     * Returns how the last value of a window's trend hangs on each value of the window, the newest first. All steps are
     * linear, so the weights are what the transposed steps make of the last place; those too small to matter are cut off.
     */
    static double[] weights(int window) {
        int[] lengths = new int[LEVELS + 1];
        lengths[0] = window;
        for (int level = 1; level <= LEVELS; level++) {
            lengths[level] = levelLength(lengths[level - 1]);
        }
        double[] weights = new double[window];
        weights[window - 1] = 1;
        for (int level = 1; level <= LEVELS; level++) {
            weights = throughSynthesis(weights, lengths[level]);
        }
        for (int level = LEVELS; level >= 1; level--) {
            weights = throughAnalysis(weights, lengths[level - 1]);
        }
        return newestFirst(weights);
    }

    private static double[] throughSynthesis(double[] weights, int coefficients) {
        double[] back = new double[coefficients];
        for (int i = 0; i < weights.length; i++) {
            int last = Math.min(coefficients - 1, (i + TAPS - 2) / 2);
            for (int k = i / 2; k <= last; k++) {
                back[k] += weights[i] * LOW[TAPS - 1 - (i + TAPS - 2 - 2 * k)];
            }
        }
        return back;
    }

    private static double[] throughAnalysis(double[] weights, int length) {
        double[] back = new double[length];
        for (int k = 0; k < weights.length; k++) {
            for (int j = 0; j < TAPS; j++) {
                back[mirrored(2 * k + 1 - j, length)] += weights[k] * LOW[j];
            }
        }
        return back;
    }

    private static double[] newestFirst(double[] weights) {
        int count = weights.length;
        while (count > 1 && Math.abs(weights[weights.length - count]) < NEGLIGIBLE) {
            count--;
        }
        double[] turned = new double[count];
        Arrays.setAll(turned, lag -> weights[weights.length - 1 - lag]);
        return turned;
    }
}
