package org.millrace.engine.indicators;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** All indicators of a series by TA-Lib, each value at its bar, NaN before the first. */
public final class TaLib {
    private final Core core = new Core();
    private final MInteger begin = new MInteger();
    private final MInteger count = new MInteger();
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final double[] highs;
    private final double[] lows;
    private final double[] closes;
    private final double[] volumes;
    private final int last;

    private TaLib(BarSeries bars) {
        highs = bars.highs();
        lows = bars.lows();
        closes = bars.closes();
        volumes = bars.volumes();
        last = bars.size() - 1;
    }

    public static Map<String, double[]> of(BarSeries bars) {
        TaLib lib = new TaLib(bars);
        lib.averages();
        lib.composites();
        return lib.values;
    }

    private void averages() {
        double[] out = new double[closes.length];
        core.sma(0, last, closes, 20, begin, count, out);
        put("sma20", out);
        core.sma(0, last, closes, 50, begin, count, out);
        put("sma50", out);
        core.ema(0, last, closes, 12, begin, count, out);
        put("ema12", out);
        core.ema(0, last, closes, 26, begin, count, out);
        put("ema26", out);
        core.rsi(0, last, closes, 14, begin, count, out);
        put("rsi14", out);
        core.atr(0, last, highs, lows, closes, 14, begin, count, out);
        put("atr14", out);
        core.obv(0, last, closes, volumes, begin, count, out);
        put("obv", out);
        core.sma(0, last, volumes, 20, begin, count, out);
        put("volumeSma20", out);
        core.wma(0, last, closes, 20, begin, count, out);
        put("wma20", out);
    }

    private void composites() {
        double[] first = new double[closes.length];
        double[] second = new double[closes.length];
        double[] third = new double[closes.length];
        core.macd(0, last, closes, 12, 26, 9, begin, count, first, second, third);
        put("macd", first);
        put("macdSignal", second);
        put("macdHistogram", third);
        core.bbands(0, last, closes, 20, 2, 2, MAType.Sma, begin, count, first, second, third);
        put("bbUpper", first);
        put("bbMiddle", second);
        put("bbLower", third);
        core.stoch(0, last, highs, lows, closes, 14, 3, MAType.Sma, 3, MAType.Sma, begin, count, first, second);
        put("stochK", first);
        put("stochD", second);
    }

    private void put(String name, double[] out) {
        double[] aligned = new double[closes.length];
        Arrays.fill(aligned, Double.NaN);
        System.arraycopy(out, 0, aligned, begin.value, count.value);
        values.put(name, aligned);
    }
}
