package org.millrace.engine.performance;

/**
 * The deepest fall of a curve from its highest value so far.
 *
 * @param depth    part of the highest value, 0 to 1 and more
 * @param peak     index of that value
 * @param trough   index of the lowest behind it
 * @param recovery index of the first value that is as high again; the last index where none is
 */
public record Drawdown(double depth, int peak, int trough, int recovery) {
    /** Finds it. */
    public static Drawdown of(double[] values) {
        int highest = 0;
        int peak = 0;
        int trough = 0;
        double depth = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] >= values[highest]) {
                highest = i;
            } else if (1 - values[i] / values[highest] > depth) {
                depth = 1 - values[i] / values[highest];
                peak = highest;
                trough = i;
            }
        }
        int recovery = trough;
        while (recovery < values.length - 1 && values[recovery] < values[peak]) {
            recovery++;
        }
        return new Drawdown(depth, peak, trough, recovery);
    }

    /** Returns by how much each value lies below the highest until then, as a part of that. */
    public static double[] curve(double[] values) {
        double[] below = new double[values.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            highest = Math.max(highest, values[i]);
            below[i] = 1 - values[i] / highest;
        }
        return below;
    }
}
