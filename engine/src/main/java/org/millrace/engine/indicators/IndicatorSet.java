package org.millrace.engine.indicators;

import org.millrace.codecs.sbe.IndicatorsEncoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** All indicators of one instrument and timeframe. */
final class IndicatorSet {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final double BAND = 2;

    private final SimpleAverage sma20 = new SimpleAverage(20);
    private final SimpleAverage sma50 = new SimpleAverage(50);
    private final ExponentialAverage ema12 = new ExponentialAverage(12);
    private final ExponentialAverage ema26 = new ExponentialAverage(26);
    private final RelativeStrength rsi14 = new RelativeStrength();
    private final Macd macd = new Macd();
    private final Deviation deviation20 = new Deviation(20);
    private final AverageTrueRange atr14 = new AverageTrueRange();
    private final Stochastic stochastic = new Stochastic();
    private final OnBalanceVolume obv = new OnBalanceVolume();
    private final SimpleAverage volumeSma20 = new SimpleAverage(20);
    private final WeightedAverage wma20 = new WeightedAverage(20);
    private final DayVwap vwap = new DayVwap();
    private final Taint taint = new Taint();
    private long bars;
    private long day = Long.MIN_VALUE;
    private long lastStart = Long.MIN_VALUE;

    /** Tells whether a bar begins after all that it was told of. */
    boolean isNext(BarView bar) {
        return bar.startTime() > lastStart;
    }

    /** Tells whether it was told of any bar. */
    boolean hasBars() {
        return bars > 0;
    }

    /** Takes a closed bar and writes all values; returns the quality bits that they carry. */
    int update(BarView bar, int flags, IndicatorsEncoder out) {
        bars++;
        lastStart = bar.startTime();
        turnDay(Math.floorDiv(bar.startTime(), DAY_NS));
        taint.note(flags, bars, day);
        double close = bar.closeValue();
        updateAverages(close, out);
        updateRanges(bar.highValue(), bar.lowValue(), close, out);
        updateVolumes(bar, close, out);
        return taint.flags(bars, day);
    }

    /** Notes that a bar was corrected: values to come rest on what it was before. */
    void onCorrection(int flags) {
        taint.note(flags, bars, day);
    }

    void save(SnapshotWriter out) {
        sma20.save(out);
        sma50.save(out);
        ema12.save(out);
        ema26.save(out);
        rsi14.save(out);
        macd.save(out);
        deviation20.save(out);
        atr14.save(out);
        stochastic.save(out);
        obv.save(out);
        volumeSma20.save(out);
        wma20.save(out);
        vwap.save(out);
        taint.save(out);
        out.putLong(bars).putLong(day).putLong(lastStart);
    }

    void load(SnapshotReader in) {
        sma20.load(in);
        sma50.load(in);
        ema12.load(in);
        ema26.load(in);
        rsi14.load(in);
        macd.load(in);
        deviation20.load(in);
        atr14.load(in);
        stochastic.load(in);
        obv.load(in);
        volumeSma20.load(in);
        wma20.load(in);
        vwap.load(in);
        taint.load(in);
        bars = in.getLong();
        day = in.getLong();
        lastStart = in.getLong();
    }

    private void turnDay(long barDay) {
        if (barDay != day) {
            day = barDay;
            vwap.reset();
        }
    }

    private void updateAverages(double close, IndicatorsEncoder out) {
        double middle = sma20.update(close);
        double band = BAND * deviation20.update(close);
        macd.update(close);
        out.sma20(middle).sma50(sma50.update(close)).wma20(wma20.update(close));
        out.ema12(ema12.update(close)).ema26(ema26.update(close)).rsi14(rsi14.update(close));
        out.macd(macd.macd()).macdSignal(macd.signal()).macdHistogram(macd.histogram());
        out.bbUpper(middle + band).bbMiddle(middle).bbLower(middle - band);
    }

    private void updateRanges(double high, double low, double close, IndicatorsEncoder out) {
        stochastic.update(high, low, close);
        out.atr14(atr14.update(high, low, close)).stochK(stochastic.k()).stochD(stochastic.d());
    }

    private void updateVolumes(BarView bar, double close, IndicatorsEncoder out) {
        double volume = bar.volumeValue();
        vwap.add(bar.notionalHigh(), bar.notionalLow(), bar.volume());
        out.obv(obv.update(close, volume)).volumeSma20(volumeSma20.update(volume));
        out.vwap(vwap.value(bar.priceExponent()));
    }
}
