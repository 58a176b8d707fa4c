package org.millrace.engine.training;

import org.millrace.engine.models.ModelTarget;

/**
 * What a model is to foretell: of the return from a bar's close to that of the bar so many later, its direction or itself.
 *
 * @param kind       of label
 * @param horizon    in bars, 1 to 10,000
 * @param cost       of buying and selling, as part of the price: a return within it is neutral; 0 or more
 * @param volatility a return within so many deviations of its horizon is neutral too; 0: none. The deviation is that of the
 *                   last 20 returns of a bar, times the root of the horizon
 */
public record Target(ModelTarget kind, int horizon, double cost, double volatility) {
    /** Returns from which the deviation is taken. */
    static final int WINDOW = 20;

    private static final int MOST_BARS = 10_000;

    public Target {
        require(horizon >= 1 && horizon <= MOST_BARS, "--horizon", horizon, "1 to 10000 bars");
        require(cost >= 0 && cost < 1, "--cost", cost, "0 or more, less than 1");
        require(volatility >= 0 && volatility <= 100, "--volatility", volatility, "0 to 100");
    }

    /** Tells whether labels are classes. */
    public boolean isDirection() {
        return kind == ModelTarget.DIRECTION;
    }

    /**
     * Returns a return's label: the index of its direction, or itself.
     *
     * @param deviation of returns over the horizon
     */
    double label(double returned, double deviation) {
        return isDirection()
                ? Direction.of(returned, Math.max(cost, volatility * deviation)).index()
                : returned;
    }

    private static void require(boolean isMet, String option, Number value, String expected) {
        if (!isMet) {
            throw new IllegalArgumentException(option + ": " + value + ", expected " + expected);
        }
    }
}
