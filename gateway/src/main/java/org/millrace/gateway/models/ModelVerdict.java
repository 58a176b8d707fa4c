package org.millrace.gateway.models;

/**
 * Whether training says to use a version, and what decided.
 *
 * @param advice   {@code beats_baselines}, {@code do_not_rely} or {@code do_not_use}
 * @param score    that decided, by its key in the card's metrics
 * @param over     rows that it was taken over: {@code holdOut} or {@code folds}
 * @param model    the model's
 * @param baseline who it was compared with
 * @param beside   the baseline's
 * @param says     all of it in a sentence
 */
public record ModelVerdict(
        String advice, String score, String over, double model, String baseline, double beside, String says) {}
