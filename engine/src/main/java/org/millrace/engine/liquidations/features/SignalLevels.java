package org.millrace.engine.liquidations.features;

import org.millrace.codecs.sbe.SignalClass;

/** Names what three levels of signals come to: the highest that says something counts. */
final class SignalLevels {
    private SignalLevels() {}

    /**
     * Returns the class.
     *
     * @param dominance of a side
     * @param hit       of a ceiling or bottom
     * @param reverse   of either
     */
    static SignalClass of(int dominance, int hit, int reverse) {
        if (reverse != 0) {
            return reverse > 0 ? SignalClass.STRONG_BUY : SignalClass.STRONG_SELL;
        }
        if (hit != 0) {
            return hit > 0 ? SignalClass.BUY : SignalClass.SELL;
        }
        if (dominance != 0) {
            return dominance > 0 ? SignalClass.WEAK_BUY : SignalClass.WEAK_SELL;
        }
        return SignalClass.NEUTRAL;
    }
}
