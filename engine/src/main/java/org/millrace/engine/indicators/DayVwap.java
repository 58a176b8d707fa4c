package org.millrace.engine.indicators;

import org.millrace.codecs.decimal.Amounts;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Sum of notional ÷ sum of volume since 00:00 UTC, from exact 128-bit sums. */
final class DayVwap {
    private long notionalHigh;
    private long notionalLow;
    private long volumeHigh;
    private long volumeLow;

    /** Begins a new day. */
    void reset() {
        notionalHigh = 0;
        notionalLow = 0;
        volumeHigh = 0;
        volumeLow = 0;
    }

    void add(long notionalHigh, long notionalLow, long volume) {
        this.notionalHigh = Amounts.addHigh(this.notionalHigh, this.notionalLow, notionalHigh, notionalLow);
        this.notionalLow += notionalLow;
        volumeHigh = Amounts.addHigh(volumeHigh, volumeLow, 0, volume);
        volumeLow += volume;
    }

    /** Returns the average price; NaN while nothing was traded, or nobody says for how much. */
    double value(int priceExponent) {
        double notional = Amounts.toDouble(notionalHigh, notionalLow, priceExponent);
        return notional == 0 ? Double.NaN : notional / Amounts.toDouble(volumeHigh, volumeLow, 0);
    }

    void save(SnapshotWriter out) {
        out.putLong(notionalHigh).putLong(notionalLow).putLong(volumeHigh).putLong(volumeLow);
    }

    void load(SnapshotReader in) {
        notionalHigh = in.getLong();
        notionalLow = in.getLong();
        volumeHigh = in.getLong();
        volumeLow = in.getLong();
    }
}
