package org.millrace.engine.quality;

import org.millrace.codecs.sbe.RejectReason;

/** Why an event is refused: the first check that it failed, what offended and what that broke. Used again and again. */
final class Rejection {
    RejectReason reason = RejectReason.NULL_VAL;
    long venueSequence;
    long value;
    long bound;
    byte exponent;

    /** Refuses; always false, so that a check can end with it. */
    boolean because(RejectReason broken, long offending, long limit, int valueExponent) {
        reason = broken;
        value = offending;
        bound = limit;
        exponent = (byte) valueExponent;
        return false;
    }
}
