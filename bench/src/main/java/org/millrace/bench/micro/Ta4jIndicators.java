package org.millrace.bench.micro;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Eleven indicators of ta4j over a series that keeps its last 200 bars, in doubles. */
final class Ta4jIndicators {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BarSeries series = new BaseBarSeriesBuilder()
            .withNumTypeOf(DoubleNum.class)
            .withMaxBarCount(200)
            .build();
    private final List<Indicator<Num>> indicators = indicators();

    /** Adds a bar; returns the sum of all values. */
    double update(long startNs, long high, long low, long close) {
        ZonedDateTime end = Instant.ofEpochSecond(0, startNs).plus(MINUTE).atZone(ZoneOffset.UTC);
        series.addBar(MINUTE, end, close, high, low, close, 1.0);
        double sum = 0;
        for (Indicator<Num> indicator : indicators) {
            sum += indicator.getValue(series.getEndIndex()).doubleValue();
        }
        return sum;
    }

    private List<Indicator<Num>> indicators() {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        MACDIndicator macd = new MACDIndicator(close, 12, 26);
        StochasticOscillatorKIndicator stochastic = new StochasticOscillatorKIndicator(series, 14);
        return List.of(
                new SMAIndicator(close, 20),
                new EMAIndicator(close, 12),
                new RSIIndicator(close, 14),
                macd,
                new EMAIndicator(macd, 9),
                new StandardDeviationIndicator(close, 20),
                new ATRIndicator(series, 14),
                stochastic,
                new StochasticOscillatorDIndicator(stochastic),
                new OnBalanceVolumeIndicator(series),
                new WMAIndicator(close, 20));
    }
}
