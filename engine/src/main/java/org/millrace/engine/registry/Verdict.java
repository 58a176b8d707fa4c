package org.millrace.engine.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether training says to use a model, and what decided.
 *
 * @param advice   what to do with it
 * @param score    that decided, by its key in the card's metrics, as {@code logLoss}
 * @param over     which rows it was taken over, by their key there: {@code holdOut} or {@code folds}
 * @param model    the model's
 * @param baseline who it was compared with: whoever beats it, or else the best of those that it beats
 * @param beside   the baseline's
 * @param says     all of it in a sentence
 */
public record Verdict(
        Advice advice, String score, String over, double model, String baseline, double beside, String says) {
    /** Name of the member of a card. */
    public static final String NAME = "verdict";

    /** What training says to do with a model. */
    public enum Advice {
        /** It knows more than those who know nothing. */
        BEATS_BASELINES,
        /** It does on the hold-out, but not over the folds. */
        DO_NOT_RELY,
        /** Who knows nothing does better. */
        DO_NOT_USE;

        /** Returns its name in JSON. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Advice> of(Object key) {
            for (Advice each : values()) {
                if (each.key().equals(key)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** Reads what a card says; empty: not all of it, as a card of other making. */
    static Optional<Verdict> of(Map<?, ?> members) {
        Optional<Advice> advice = Advice.of(members.get("advice"));
        return advice.isPresent()
                        && members.get("score") instanceof String score
                        && members.get("over") instanceof String over
                        && members.get("model") instanceof JsonMembers.Numeral model
                        && members.get("baseline") instanceof String baseline
                        && members.get("beside") instanceof JsonMembers.Numeral beside
                        && members.get("says") instanceof String says
                ? Optional.of(new Verdict(advice.get(), score, over, number(model), baseline, number(beside), says))
                : Optional.empty();
    }

    private static double number(JsonMembers.Numeral number) {
        return Double.parseDouble(number.text());
    }
}
