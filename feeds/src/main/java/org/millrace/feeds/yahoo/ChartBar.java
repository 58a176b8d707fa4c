package org.millrace.feeds.yahoo;

import org.millrace.codecs.decimal.Decimals;

/**
 * One period of a chart, mantissas by the instrument's exponents.
 *
 * @param start     of the period, seconds
 * @param isClosed  whether the period has ended
 * @param isRounded whether the exponents were too coarse for what the venue said
 */
record ChartBar(
        long start, long open, long high, long low, long close, long volume, boolean isClosed, boolean isRounded) {

    /** Returns the bar of one period of which the chart has two rows, this the earlier: together they are the period. */
    ChartBar join(ChartBar later) {
        if (!isSound() || !later.isSound()) {
            return isSound() ? later : this;
        }
        return new ChartBar(
                start,
                open,
                Math.max(high, later.high),
                Math.min(low, later.low),
                later.close,
                volume + later.volume,
                later.isClosed,
                isRounded || later.isRounded);
    }

    ChartBar closed() {
        return new ChartBar(start, open, high, low, close, volume, true, isRounded);
    }

    /** Answers whether another bar says the same. */
    boolean isSame(ChartBar other) {
        return start == other.start
                && open == other.open
                && high == other.high
                && low == other.low
                && close == other.close
                && volume == other.volume
                && isClosed == other.isClosed;
    }

    /** Answers whether it can have happened so. */
    boolean isSound() {
        return low > 0
                && volume >= 0
                && high < Long.MAX_VALUE
                && Math.min(open, close) >= low
                && Math.max(open, close) <= high;
    }

    /** Answers whether a number was too large. */
    boolean overflows() {
        return Decimals.isError(open)
                || Decimals.isError(high)
                || Decimals.isError(low)
                || Decimals.isError(close)
                || Decimals.isError(volume);
    }
}
