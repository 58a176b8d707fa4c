package org.millrace.gateway.strategies;

import java.util.Optional;

/** Says why a signal, an order, a refusal or a fill came about. Reads journals: not to be asked on event loops. */
@FunctionalInterface
public interface Explanations {
    /** Where there is no journal. */
    Explanations NONE = (what, number) -> Optional.empty();

    /** What a number stands for. */
    enum What {
        SEQUENCE,
        ORDER,
        FILL,
        /** The newest signal; its number is not asked for. */
        SIGNAL
    }

    /** Returns a JSON object; empty: there is no such thing. */
    Optional<String> explain(What what, long number);
}
