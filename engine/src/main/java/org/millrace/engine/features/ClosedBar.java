package org.millrace.engine.features;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.engine.bars.BarView;
import org.millrace.engine.bars.Timeframes;

/** What is known when a bar has closed: its own numbers, its indicators, and the top of the book at its end. */
final class ClosedBar {
    private static final int NONE = 0;

    int instrumentId = NONE;
    int timeframe;
    long startTime;
    long endTime;
    double high;
    double low;
    double close;
    double volume;
    double buyVolume;
    int flags;
    double rsi14;
    double macdHistogram;
    double bbUpper;
    double bbMiddle;
    double bbLower;
    double sma20;
    double sma50;
    double atr14;
    double bookImbalance;
    double spread;
    TradingHours hours = TradingHours.ALWAYS;

    /** Keeps a bar until its indicators come, right behind it. */
    void read(BarView bar, DirectBuffer buffer, int offset) {
        instrumentId = bar.instrumentId();
        timeframe = Timeframes.indexOf(bar.timeframe());
        startTime = bar.startTime();
        endTime = bar.endTime();
        high = bar.highValue();
        low = bar.lowValue();
        close = bar.closeValue();
        volume = bar.volumeValue();
        buyVolume = bar.buyVolumeValue();
        flags = EventPrefix.flags(buffer, offset);
    }

    /** Forgets the bar. */
    void clear() {
        instrumentId = NONE;
    }

    /** Tells whether indicators are those of this bar. */
    boolean isOf(int instrumentId, IndicatorsDecoder indicators) {
        return this.instrumentId == instrumentId
                && startTime == indicators.startTime()
                && Timeframes.seconds(timeframe) == indicators.timeframe();
    }

    void read(IndicatorsDecoder indicators) {
        rsi14 = indicators.rsi14();
        macdHistogram = indicators.macdHistogram();
        bbUpper = indicators.bbUpper();
        bbMiddle = indicators.bbMiddle();
        bbLower = indicators.bbLower();
        sma20 = indicators.sma20();
        sma50 = indicators.sma50();
        atr14 = indicators.atr14();
    }
}
