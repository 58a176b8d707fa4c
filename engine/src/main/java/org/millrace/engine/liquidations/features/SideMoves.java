package org.millrace.engine.liquidations.features;

import org.millrace.codecs.sbe.CorrelationCase;

/** Names how both sides move, and which is larger. */
final class SideMoves {
    private SideMoves() {}

    /** Returns the case; NONE where a side stands still. */
    static CorrelationCase of(double deltaLongs, double deltaShorts, double longs, double shorts) {
        if (deltaLongs == 0 || deltaShorts == 0) {
            return CorrelationCase.NONE;
        }
        boolean longer = longs > shorts;
        if (deltaLongs > 0) {
            return deltaShorts > 0
                    ? either(longer, CorrelationCase.LUSUL, CorrelationCase.LUSUS)
                    : either(longer, CorrelationCase.LUSDL, CorrelationCase.LUSDS);
        }
        return deltaShorts > 0
                ? either(longer, CorrelationCase.LDSUL, CorrelationCase.LDSUS)
                : either(longer, CorrelationCase.LDSDL, CorrelationCase.LDSDS);
    }

    private static CorrelationCase either(boolean longer, CorrelationCase ofLongs, CorrelationCase ofShorts) {
        return longer ? ofLongs : ofShorts;
    }
}
