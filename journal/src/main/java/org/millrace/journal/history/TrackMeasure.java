package org.millrace.journal.history;

/**
 * What is added up of a version's predictions over a period. A prediction is judged once there is the bar by whose close its
 * label goes; what was promoted said something else of the same features, or the same.
 */
public enum TrackMeasure {
    /** How many there are. */
    PREDICTIONS,
    /** How many of them were for comparison alone. */
    SHADOWS,
    /** Probabilities. */
    DOWN,
    NEUTRAL,
    UP,
    /** What a regression expected. */
    VALUE,
    /** How many are judged. */
    JUDGED,
    /** How many of those the price fell after, further than its label's threshold. */
    WENT_DOWN,
    WENT_NEUTRAL,
    WENT_UP,
    /** How many of those had what came as the likeliest. */
    HITS,
    /** Sizes of a regression's errors. */
    ERROR,
    /** Sizes of what came: errors of whoever expects nothing. */
    MOVE,
    /** How many of a shadow's a promoted version spoke beside. */
    COMPARED,
    /** How many of those both say the same direction in. */
    AGREED,
    /** How many of those that are compared are judged. */
    COMMON,
    /** Hits among those, and the promoted version's. */
    COMMON_HITS,
    PROMOTED_HITS,
    /** Sizes of errors among those, and the promoted version's. */
    COMMON_ERROR,
    PROMOTED_ERROR
}
