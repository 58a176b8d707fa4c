package org.millrace.engine.features;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.millrace.engine.indicators.BarSeries;
import org.millrace.engine.indicators.TaLib;

/** The features of bars by plain formulas over whole arrays and by TA-Lib, each value at its bar, NaN before the first. */
final class PlainFeatures {
    private final Map<String, double[]> values = new HashMap<>();
    private final double[] closes;
    private final double[] volumes;
    private final double[] ranges;
    private final double[] logs;
    private final Map<String, double[]> lib;

    private PlainFeatures(BarSeries bars) {
        closes = bars.closes();
        volumes = bars.volumes();
        double[] highs = bars.highs();
        double[] lows = bars.lows();
        ranges = at(0, i -> highs[i] / lows[i]);
        logs = at(1, i -> Math.log(closes[i]) - Math.log(closes[i - 1]));
        lib = TaLib.of(bars);
    }

    /** Returns them by their names, but for those that bars alone do not tell, and bands, whose digits TA-Lib loses. */
    static Map<String, double[]> of(BarSeries bars) {
        PlainFeatures plain = new PlainFeatures(bars);
        plain.changes();
        plain.windows();
        plain.indicators();
        return plain.values;
    }

    private void changes() {
        for (int n : new int[] {1, 5, 10}) {
            put("returns_" + n, n, i -> (closes[i] - closes[i - n]) / closes[i - n]);
            put("momentum_" + n, n, i -> closes[i] - closes[i - n]);
        }
        values.remove("momentum_1");
        values.put("log_returns_1", logs);
        values.put("high_low_ratio", ranges);
        put("volume_change", 1, i -> volumes[i - 1] == 0 ? Double.NaN : volumes[i] / volumes[i - 1] - 1);
        put("volume_momentum", 5, i -> volumes[i] - volumes[i - 5]);
        put("volume_price_trend", 0, i -> IntStream.rangeClosed(1, i)
                .mapToDouble(j -> volumes[j] * (closes[j] - closes[j - 1]) / closes[j - 1])
                .sum());
    }

    private void windows() {
        for (int n : new int[] {5, 10, 20}) {
            values.put("volatility_" + n, over(logs, n, n, PlainFeatures::deviation));
        }
        values.put("high_low_ratio_mean_20", over(ranges, 20, 19, PlainFeatures::mean));
        double[] means = over(volumes, 20, 19, PlainFeatures::mean);
        put("volume_ratio_20", 19, i -> means[i] == 0 ? Double.NaN : volumes[i] / means[i]);
        values.put("rolling_mean_20", over(closes, 20, 19, PlainFeatures::mean));
        values.put("rolling_std_20", over(closes, 20, 19, PlainFeatures::deviation));
        values.put(
                "rolling_min_20",
                over(closes, 20, 19, window -> Arrays.stream(window).min().orElseThrow()));
        values.put(
                "rolling_max_20",
                over(closes, 20, 19, window -> Arrays.stream(window).max().orElseThrow()));
    }

    private void indicators() {
        double[] rsi = lib.get("rsi14");
        put("rsi_zone", 0, i -> Double.isNaN(rsi[i]) ? Double.NaN : rsi[i] < 30 ? -1 : rsi[i] > 70 ? 1 : 0);
        double[] histogram = lib.get("macdHistogram");
        put("macd_crossover", 1, i -> crossover(histogram[i - 1], histogram[i]));
        double[] atr = lib.get("atr14");
        put("atr_ratio", 0, i -> atr[i] / closes[i]);
        for (int n : new int[] {20, 50}) {
            double[] average = lib.get("sma" + n);
            put("sma_distance_" + n, 0, i -> (closes[i] - average[i]) / average[i]);
        }
    }

    private static double crossover(double before, double now) {
        if (Double.isNaN(before)) {
            return Double.NaN;
        }
        return before <= 0 && now > 0 ? 1 : before >= 0 && now < 0 ? -1 : 0;
    }

    private void put(String name, int from, IntToDoubleFunction formula) {
        values.put(name, at(from, formula));
    }

    private double[] at(int from, IntToDoubleFunction formula) {
        return IntStream.range(0, closes.length)
                .mapToDouble(i -> i < from ? Double.NaN : formula.applyAsDouble(i))
                .toArray();
    }

    private double[] over(double[] of, int n, int from, ToDoubleFunction<double[]> formula) {
        return at(from, i -> formula.applyAsDouble(Arrays.copyOfRange(of, i - n + 1, i + 1)));
    }

    private static double mean(double[] window) {
        return Arrays.stream(window).sum() / window.length;
    }

    private static double deviation(double[] window) {
        double mean = mean(window);
        double squares = Arrays.stream(window).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (window.length - 1));
    }
}
