package org.millrace.feeds.venue;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.RejectReason;

/** Why numbers are refused. */
public final class Refusals {
    private Refusals() {}

    /** Returns the reason that an error of {@link Decimals} is. */
    public static RejectReason reason(long error) {
        if (error == Decimals.PRECISION) {
            return RejectReason.PRECISION;
        }
        return error == Decimals.OVERFLOW ? RejectReason.OVERFLOW : RejectReason.MALFORMED;
    }
}
