package org.millrace.journal.history;

/**
 * Which version of a model is to be judged, over what, and how.
 *
 * @param modelId   number of the model's name
 * @param version   of the model
 * @param timeframe of the bars whose features it reads, seconds
 * @param label     what it was to foretell
 * @param symbol    normalised name of the instrument; empty: of all
 * @param exchange  name in the schema's enum {@code Venue}
 * @param fromNs    of the predictions, UTC ns
 * @param toNs      exclusive, UTC ns
 * @param periods   how many parts of equal length the span is to have
 */
public record TrackSpan(
        int modelId,
        int version,
        long timeframe,
        Label label,
        String symbol,
        String exchange,
        long fromNs,
        long toNs,
        int periods) {

    /**
     * What a prediction is judged by: the return from its bar's close to that of the bar so many later. A direction is neutral
     * within the larger of cost and volatility · s √bars, s the deviation of the last 20 returns, 0 where there are fewer.
     *
     * @param isDirection false: the return itself
     * @param bars        1 or more
     * @param cost        as part of the price
     * @param volatility  in deviations; 0: none
     */
    public record Label(boolean isDirection, int bars, double cost, double volatility) {}
}
