package org.millrace.engine.backtest;

/**
 * A trade: from the fill that opens a position to the one that closes it.
 *
 * @param bought     whether it was opened by buying
 * @param openNs     event time of the first fill, UTC
 * @param closeNs    of the last; of a position that is still open, of the end
 * @param quantity   opened in all
 * @param entryPrice mean of the fills that opened
 * @param exitPrice  mean of the fills that closed; of what is still open, its last mark
 * @param profit     after fees
 * @param fees       of its fills
 * @param closed     whether nothing of it is held any more
 * @param tainted    whether a fill of it rests on doubtful data
 */
public record RoundTrip(
        int strategyId,
        int instrumentId,
        boolean bought,
        long openNs,
        long closeNs,
        double quantity,
        double entryPrice,
        double exitPrice,
        double profit,
        double fees,
        boolean closed,
        boolean tainted) {
    /** Returns the profit as a part of what was opened. */
    public double returned() {
        return profit / (quantity * entryPrice);
    }
}
