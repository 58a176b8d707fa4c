package org.millrace.engine.bars;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** All bars of one instrument, and the rules by which they close. */
final class InstrumentBars {
    private final BarInstrument instrument;
    private final BarRules rules = new BarRules();
    private final TimeBars time;
    private final ThresholdBar tick;
    private final ThresholdBar volume;
    private final ThresholdBar notional;
    private long progressTime;
    private boolean hasThresholds;

    InstrumentBars(BarInstrument instrument, BarRules defaults, BarOutput out) {
        this.instrument = instrument;
        time = new TimeBars(instrument, rules, out);
        tick = new ThresholdBar(instrument, out, BarKind.TICK);
        volume = new ThresholdBar(instrument, out, BarKind.VOLUME);
        notional = new ThresholdBar(instrument, out, BarKind.NOTIONAL);
        rules.inherit(defaults);
        applyThresholds();
    }

    BarInstrument instrument() {
        return instrument;
    }

    void add(BarTrade trade) {
        time.add(trade);
        if (hasThresholds) {
            addToThresholds(trade);
        }
    }

    /** Takes a beat of the clock. */
    void onTick(long now, long venueOffset) {
        time.onTime(now + venueOffset - rules.graceNs());
        long interval = rules.progressIntervalNs();
        if (interval > 0 && now - progressTime >= interval) {
            progressTime = now;
            sendProgress();
        }
    }

    /** The stream of trades was cut: the next trade need not be the one that followed the last. */
    void interrupt() {
        time.interrupt();
        taintThresholds();
    }

    /** The venue took back, or changed, a trade that open bars may hold. */
    void onCorrection() {
        time.taintOpen(EventPrefix.PARTIAL | EventPrefix.REVISED);
        taintThresholds();
    }

    void inherit(Setting setting, long value, int exponent) {
        rules.inherit(setting, value, exponent);
        applyThresholds();
    }

    void set(Setting setting, long value, int exponent) {
        rules.set(setting, value, exponent);
        applyThresholds();
    }

    long missedCount() {
        return time.missedCount();
    }

    void save(SnapshotWriter out) {
        out.putInt(instrument.id()).putInt(instrument.venue());
        out.putInt(instrument.priceExponent()).putInt(instrument.quantityExponent());
        rules.save(out);
        time.save(out);
        tick.save(out);
        volume.save(out);
        notional.save(out);
        out.putLong(progressTime);
    }

    /** Reads what {@link #save} wrote, but for the instrument: that is read by {@link #loadInstrument}. */
    void load(SnapshotReader in) {
        rules.load(in);
        applyThresholds();
        time.load(in);
        tick.load(in);
        volume.load(in);
        notional.load(in);
        progressTime = in.getLong();
    }

    static BarInstrument loadInstrument(SnapshotReader in) {
        return new BarInstrument(in.getInt(), (short) in.getInt(), (byte) in.getInt(), (byte) in.getInt());
    }

    private void addToThresholds(BarTrade trade) {
        if (tick.isOn()) {
            tick.add(trade);
        }
        if (volume.isOn()) {
            volume.add(trade);
        }
        if (notional.isOn()) {
            notional.add(trade);
        }
    }

    private void sendProgress() {
        time.sendProgress();
        tick.sendProgress();
        volume.sendProgress();
        notional.sendProgress();
    }

    private void taintThresholds() {
        tick.taint(EventPrefix.PARTIAL);
        volume.taint(EventPrefix.PARTIAL);
        notional.taint(EventPrefix.PARTIAL);
    }

    private void applyThresholds() {
        int quantityExponent = instrument.quantityExponent();
        apply(tick, Setting.BARS_TICKS, 0);
        apply(volume, Setting.BARS_VOLUME, quantityExponent);
        apply(notional, Setting.BARS_NOTIONAL, instrument.priceExponent() + quantityExponent);
        hasThresholds = tick.isOn() || volume.isOn() || notional.isOn();
    }

    private void apply(ThresholdBar bar, Setting setting, int exponent) {
        BigDecimal value = rules.decimal(setting);
        BigInteger mantissa = rules.mantissa(setting, exponent).toBigInteger().max(BigInteger.ZERO);
        bar.limit(mantissa.shiftRight(Long.SIZE).longValue(), mantissa.longValue(), value.doubleValue());
    }
}
