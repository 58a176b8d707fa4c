package org.millrace.bench.micro;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.CorrelationCoefficientIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** Thirteen of the features, as ta4j has them, over a series that keeps its last 200 bars, in doubles. */
final class Ta4jFeatures {
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
        ROCIndicator change = new ROCIndicator(close, 1);
        return List.of(
                change,
                new ROCIndicator(close, 5),
                new ROCIndicator(close, 10),
                new StandardDeviationIndicator(change, 5),
                new StandardDeviationIndicator(change, 10),
                new StandardDeviationIndicator(change, 20),
                new SMAIndicator(new VolumeIndicator(series), 20),
                new SMAIndicator(close, 20),
                new SMAIndicator(close, 50),
                new StandardDeviationIndicator(close, 20),
                new LowestValueIndicator(close, 20),
                new HighestValueIndicator(close, 20),
                new CorrelationCoefficientIndicator(change, change, 20));
    }
}
