package org.millrace.engine.strategy.position;

import org.millrace.engine.strategy.Range;

/**
 * How much is bought, or sold short. The fixed quantity, unless one of the others is asked for, which is by more than 0;
 * of several the least counts.
 *
 * @param quantity   fixed
 * @param fraction   of the account's equity that the position is worth
 * @param volatility that the position may give the account's equity in a year, 0.2 = 20 %: the equity's part is this by
 *                   the instrument's own
 * @param kelly      most of the account's equity; what Kelly's criterion says of the strategy's own trades, once there
 *                   are {@value WinLoss#ENOUGH}
 */
public record Sizing(
        @Range(value = 1, from = 1e-8, to = 1e9) double quantity,
        @Range(value = 0, from = 0, to = 10, step = 0.1) double fraction,
        @Range(value = 0, from = 0, to = 10, step = 0.05) double volatility,
        @Range(value = 0, from = 0, to = 1, step = 0.05) double kelly) {

    /**
     * Returns the quantity; 0: none, or not enough is known yet.
     *
     * @param equity           of the account
     * @param price            of the instrument
     * @param yearlyVolatility of the instrument, NaN: not known
     * @param past             trades of the strategy
     */
    public double quantity(double equity, double price, double yearlyVolatility, WinLoss past) {
        double part = Double.POSITIVE_INFINITY;
        if (fraction > 0) {
            part = fraction;
        }
        if (volatility > 0) {
            part = Math.min(part, yearlyVolatility > 0 ? volatility / yearlyVolatility : 0);
        }
        if (kelly > 0 && past.isEnough()) {
            part = Math.min(part, Math.min(kelly, past.kelly()));
        }
        if (part == Double.POSITIVE_INFINITY) {
            return quantity;
        }
        return price > 0 ? Math.max(0, part * equity / price) : 0;
    }

    boolean needsVolatility() {
        return volatility > 0;
    }
}
