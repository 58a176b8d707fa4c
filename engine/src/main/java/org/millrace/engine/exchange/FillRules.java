package org.millrace.engine.exchange;

import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What trading costs: time, fees, slippage where only bars are known, and a place behind others. */
public final class FillRules {
    private final FeeSchedule fees = new FeeSchedule();
    private long latencyNs;
    private double slippage = 0.0005;
    private double barShare = 1;
    private double queue;

    /**
     * Takes a setting, if it is one of these.
     *
     * @param venue number of the venue that it speaks of; 0: of all
     */
    public void set(Setting setting, int venue, double value) {
        switch (setting) {
            case TRADING_LATENCY -> latencyNs = (long) value;
            case TRADING_SLIPPAGE -> slippage = value;
            case TRADING_BAR_SHARE -> barShare = value;
            case TRADING_QUEUE -> queue = value;
            case TRADING_MAKER_FEE -> fees.set(Liquidity.MAKER, venue, value);
            case TRADING_TAKER_FEE -> fees.set(Liquidity.TAKER, venue, value);
            default -> {}
        }
    }

    /** Returns the time from placing an order to its arrival. */
    public long latencyNs() {
        return latencyNs;
    }

    double slippage() {
        return slippage;
    }

    double barShare() {
        return barShare;
    }

    /** Returns which part of what leaves a price untraded had stood before an order there. */
    double queue() {
        return queue;
    }

    /** Returns a fee in millionths of the notional. */
    public int fee(int venue, Liquidity liquidity) {
        return fees.of(venue, liquidity);
    }

    public void save(SnapshotWriter out) {
        out.putLong(latencyNs).putDouble(slippage).putDouble(barShare).putDouble(queue);
        fees.save(out);
    }

    public void load(SnapshotReader in) {
        latencyNs = in.getLong();
        slippage = in.getDouble();
        barShare = in.getDouble();
        queue = in.getDouble();
        fees.load(in);
    }
}
