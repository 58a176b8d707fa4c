package org.millrace.engine.strategy.shipped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What shipped strategies should do, computed from all closes at once, each number from its definition. A decision is
 * where to be after a bar: 1 means long, -1 short, 0 out.
 */
final class Oracle {
    /** From the close of a bar on. */
    record Decision(int bar, int where, String side) {}

    private final double[] closes;
    private final boolean shorts;
    private final List<Decision> decisions = new ArrayList<>();
    private int held;

    Oracle(double[] closes, boolean shorts) {
        this.closes = closes;
        this.shorts = shorts;
    }

    List<Decision> crossover(int fast, int slow) {
        for (int i = slow; i < closes.length; i++) {
            double before = mean(i - 1, fast) - mean(i - 1, slow);
            double now = mean(i, fast) - mean(i, slow);
            if (before <= 0 && now > 0) {
                go(i, 1);
            } else if (before >= 0 && now < 0) {
                go(i, -1);
            }
        }
        return decisions;
    }

    List<Decision> rsi(double low, double high) {
        double[] rsi = relativeStrength(14);
        for (int i = 15; i < closes.length; i++) {
            if (rsi[i - 1] < low && rsi[i] >= low) {
                go(i, 1);
            } else if (rsi[i - 1] > high && rsi[i] <= high) {
                go(i, -1);
            }
        }
        return decisions;
    }

    /** Its averages begin where TA-Lib's do: both with bar 26, the signal nine bars of MACD later. */
    List<Decision> macd() {
        double[] macd = new double[closes.length];
        double fast = mean(25, 12);
        double slow = mean(25, 26);
        for (int i = 25; i < closes.length; i++) {
            fast = i == 25 ? fast : fast + 2.0 / 13 * (closes[i] - fast);
            slow = i == 25 ? slow : slow + 2.0 / 27 * (closes[i] - slow);
            macd[i] = fast - slow;
        }
        double signal = Arrays.stream(macd, 25, 34).average().orElseThrow();
        boolean above = macd[33] > signal;
        for (int i = 34; i < closes.length; i++) {
            signal += 0.2 * (macd[i] - signal);
            if (macd[i] > signal != above) {
                above = !above;
                go(i, above ? 1 : -1);
            }
        }
        return decisions;
    }

    List<Decision> bollinger(double deviations) {
        for (int i = 19; i < closes.length; i++) {
            double mean = mean(i, 20);
            double away = deviations * deviation(i);
            boolean wasBelow = i > 19 && closes[i - 1] < mean(i - 1, 20) - deviations * deviation(i - 1);
            boolean wasAbove = i > 19 && closes[i - 1] > mean(i - 1, 20) + deviations * deviation(i - 1);
            if ((held == 1 && closes[i] >= mean) || (held == -1 && closes[i] <= mean)) {
                decide(i, 0);
            }
            if (closes[i] < mean - away && !wasBelow) {
                go(i, 1);
            } else if (closes[i] > mean + away && !wasAbove) {
                go(i, -1);
            }
        }
        return decisions;
    }

    List<Decision> momentum(int period, double threshold) {
        for (int i = period + 1; i < closes.length; i++) {
            double before = (closes[i - 1] - closes[i - 1 - period]) / closes[i - 1 - period];
            double now = (closes[i] - closes[i - period]) / closes[i - period];
            if (held * now < 0) {
                decide(i, 0);
            }
            if (before <= threshold && now > threshold) {
                go(i, 1);
            } else if (before >= -threshold && now < -threshold) {
                go(i, -1);
            }
        }
        return decisions;
    }

    private void go(int bar, int where) {
        decide(bar, where < 0 && !shorts ? 0 : where);
    }

    private void decide(int bar, int where) {
        if (where != held) {
            decisions.add(new Decision(bar, where, where == 1 || (where == 0 && held == -1) ? "BUY" : "SELL"));
            held = where;
        }
    }

    private double mean(int last, int count) {
        return Arrays.stream(closes, last - count + 1, last + 1).average().orElseThrow();
    }

    private double deviation(int last) {
        double mean = mean(last, 20);
        double squares = Arrays.stream(closes, last - 19, last + 1)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares / 20);
    }

    private double[] relativeStrength(int period) {
        double[] rsi = new double[closes.length];
        double up = 0;
        double down = 0;
        for (int i = 1; i < closes.length; i++) {
            double change = closes[i] - closes[i - 1];
            double weight = i <= period ? 1.0 / period : 1;
            double kept = i <= period ? 1 : (period - 1.0) / period;
            double share = i <= period ? weight : 1.0 / period;
            up = up * kept + share * Math.max(0, change);
            down = down * kept + share * Math.max(0, -change);
            rsi[i] = 100 - 100 / (1 + up / down);
        }
        return rsi;
    }
}
