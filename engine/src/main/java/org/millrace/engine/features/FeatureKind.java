package org.millrace.engine.features;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.millrace.engine.indicators.Taint;

/**
 * Everything that a feature can be, with its formula. {@code n} is the window. A value is NaN until all of its window is
 * there, and where it would divide by 0.
 */
enum FeatureKind {
    RETURNS(1, 1, (series, bar, n) -> ratio(bar.close, series.closes.before(n)) - 1),
    LOG_RETURNS(1, 1, 1, (series, bar, n) -> StrictMath.log(ratio(bar.close, series.closes.before(n)))),
    MOMENTUM(1, 1, (series, bar, n) -> bar.close - series.closes.before(n)),
    VOLATILITY(2, 1, (series, bar, n) -> series.logReturns.deviation(n)),
    HIGH_LOW_RATIO(0, 1, (series, bar, n) -> series.ranges.last()),
    HIGH_LOW_RATIO_MEAN(1, 20, 0, (series, bar, n) -> series.ranges.mean(n)),
    VOLUME_CHANGE(0, 2, (series, bar, n) -> ratio(bar.volume, series.volumes.before(1)) - 1),
    VOLUME_MOMENTUM(1, 5, 1, (series, bar, n) -> bar.volume - series.volumes.before(n)),
    VOLUME_RATIO(1, 20, 0, (series, bar, n) -> ratio(bar.volume, series.volumes.mean(n))),
    VOLUME_PRICE_TREND(0, 2, (series, bar, n) -> series.volumePriceTrend),
    RSI_ZONE(0, Taint.MEMORY, (series, bar, n) -> zone(bar.rsi14)),
    MACD_CROSSOVER(0, Taint.MEMORY, (series, bar, n) -> crossover(series.previousHistogram, bar.macdHistogram)),
    BB_POSITION(0, 20, (series, bar, n) -> ratio(bar.close - bar.bbLower, bar.bbUpper - bar.bbLower)),
    BB_SQUEEZE(
            0,
            20 + FeatureSeries.SQUEEZE_WINDOW,
            (series, bar, n) -> ratio(series.bandwidths.last(), series.bandwidths.mean(FeatureSeries.SQUEEZE_WINDOW))),
    HOUR(0, 1, (series, bar, n) -> FeatureSeries.hour(bar.endTime)),
    DAY_OF_WEEK(0, 1, (series, bar, n) -> FeatureSeries.dayOfWeek(bar.endTime)),
    MARKET_OPEN(0, 1, (series, bar, n) -> bar.hours.isOpen(bar.endTime) ? 1 : 0),
    SMA_DISTANCE(1, 20, 0, (series, bar, n) -> ratio(bar.close, series.average(bar, n)) - 1),
    SMA_SIDE(1, 20, 0, (series, bar, n) -> side(ratio(bar.close, series.average(bar, n)) - 1)),
    ROLLING_MEAN(1, 20, 0, (series, bar, n) -> series.closes.mean(n)),
    ROLLING_STD(2, 20, 0, (series, bar, n) -> series.closes.deviation(n)),
    ROLLING_MIN(1, 20, 0, (series, bar, n) -> series.closes.min(n)),
    ROLLING_MAX(1, 20, 0, (series, bar, n) -> series.closes.max(n)),
    ATR_RATIO(0, Taint.MEMORY, (series, bar, n) -> ratio(bar.atr14, bar.close)),
    BOOK_IMBALANCE(0, 1, (series, bar, n) -> bar.bookImbalance),
    SPREAD(0, 1, (series, bar, n) -> bar.spread),
    TRADE_IMBALANCE(0, 1, (series, bar, n) -> ratio(2 * bar.buyVolume - bar.volume, bar.volume)),
    CORRELATION(3, 20, 1, (series, bar, n) -> series.pairs.correlation(n));

    private static final double OVERSOLD = 30;
    private static final double OVERBOUGHT = 70;
    /** Nearer to its average than this part of it, a close is on it: rounding would choose the side. */
    private static final double ON_AVERAGE = 1e-12;

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int leastWindow;
    private final int usualWindow;
    private final int more;

    @SuppressWarnings("ImmutableEnumChecker") // formulas are lambdas that hold nothing
    private final Formula formula;

    /** Describes a feature that has no window, or always names it. */
    FeatureKind(int leastWindow, int more, Formula formula) {
        this(leastWindow, 0, more, formula);
    }

    /**
     * Describes a feature.
     *
     * @param leastWindow that makes sense; 0: it has none
     * @param usualWindow of a name that tells none; 0: each name tells it
     * @param more        bars that a value rests on besides its window
     */
    FeatureKind(int leastWindow, int usualWindow, int more, Formula formula) {
        this.leastWindow = leastWindow;
        this.usualWindow = usualWindow;
        this.more = more;
        this.formula = formula;
    }

    /** Returns the names of all. */
    static List<String> names() {
        return Stream.of(values()).map(FeatureKind::text).toList();
    }

    /** Returns the kind of a name without its window; null: there is none. */
    static FeatureKind find(String text) {
        for (FeatureKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    String text() {
        return text;
    }

    boolean hasWindow() {
        return leastWindow > 0;
    }

    int leastWindow() {
        return leastWindow;
    }

    /** Returns the window of a name that tells none; 0: there is no such name, or no window. */
    int usualWindow() {
        return usualWindow;
    }

    /** Returns how many bars a value rests on. */
    int memory(int window) {
        return window + more;
    }

    double value(FeatureSeries series, ClosedBar bar, int window) {
        return formula.value(series, bar, window);
    }

    /** How a value is computed of what a series remembers and the bar that closed. */
    interface Formula {
        double value(FeatureSeries series, ClosedBar bar, int n);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }

    private static double zone(double rsi) {
        if (Double.isNaN(rsi)) {
            return Double.NaN;
        }
        return rsi < OVERSOLD ? -1 : rsi > OVERBOUGHT ? 1 : 0;
    }

    private static double crossover(double before, double now) {
        if (Double.isNaN(before) || Double.isNaN(now)) {
            return Double.NaN;
        }
        return before <= 0 && now > 0 ? 1 : before >= 0 && now < 0 ? -1 : 0;
    }

    private static double side(double distance) {
        return Math.abs(distance) < ON_AVERAGE ? 0 : Math.signum(distance); // NaN stays NaN
    }
}
