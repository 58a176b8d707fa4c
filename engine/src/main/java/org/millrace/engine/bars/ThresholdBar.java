package org.millrace.engine.bars;

import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * One instrument's open tick, volume or notional bar. It closes with the trade that reaches the threshold: nothing is
 * split, no excess is carried over. A trade joins the bar that is open when it becomes certain, so a suspect one when
 * its verdict falls; a closed bar is never opened again. Within the bar, open and close are by event time.
 */
final class ThresholdBar {
    private final BarInstrument instrument;
    private final BarOutput out;
    private final BarKind kind;
    private final BarBuilder bar = new BarBuilder();
    private long thresholdHigh;
    private long thresholdLow;
    private double threshold;
    private boolean changed;

    ThresholdBar(BarInstrument instrument, BarOutput out, BarKind kind) {
        this.instrument = instrument;
        this.out = out;
        this.kind = kind;
    }

    /**
     * Sets the threshold: a 128-bit mantissa in the unit of what is counted, and its value. 0 drops the open bar and
     * makes no more of them.
     */
    void limit(long high, long low, double value) {
        thresholdHigh = high;
        thresholdLow = low;
        threshold = value;
        if (!isOn()) {
            bar.reset();
            changed = false;
        }
    }

    boolean isOn() {
        return (thresholdHigh | thresholdLow) != 0;
    }

    void add(BarTrade trade) {
        bar.add(trade);
        changed = true;
        if (isReached()) {
            out.threshold(instrument, kind, threshold, bar, BarState.CLOSED);
            bar.reset();
            changed = false;
        }
    }

    /** Adds quality bits, if a bar is open. */
    void taint(int flags) {
        if (!bar.isEmpty()) {
            bar.taint(flags);
        }
    }

    /** Sends the open bar if it changed since this was last called. */
    void sendProgress() {
        if (changed) {
            out.threshold(instrument, kind, threshold, bar, BarState.IN_PROGRESS);
            changed = false;
        }
    }

    void save(SnapshotWriter out) {
        bar.save(out);
        out.putBoolean(changed);
    }

    void load(SnapshotReader in) {
        bar.load(in);
        changed = in.getBoolean();
    }

    private boolean isReached() {
        return switch (kind) {
            case TICK -> thresholdHigh == 0 && Long.compareUnsigned(bar.tradeCount(), thresholdLow) >= 0;
            case VOLUME ->
                bar.isOverflown() || (thresholdHigh == 0 && Long.compareUnsigned(bar.volume(), thresholdLow) >= 0);
            default -> Amounts.compare(bar.notionalHigh(), bar.notionalLow(), thresholdHigh, thresholdLow) >= 0;
        };
    }
}
