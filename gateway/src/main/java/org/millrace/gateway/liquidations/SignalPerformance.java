package org.millrace.gateway.liquidations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

/**
 * How the price went on behind signals of each class, at hours that are known. A return counts only where there is a row
 * at exactly its horizon; so nothing is said of what lies ahead.
 */
public final class SignalPerformance {
    /** Hours behind a signal at which it is judged. */
    static final List<Integer> HORIZONS = List.of(1, 6, 24);
    /** Longest wait until a price counts as entry, hours. */
    public static final int MAX_LAG = 24;

    private static final String NEUTRAL = "Neutral";
    private static final double PERCENT = 100;

    private SignalPerformance() {}

    /** How a class did at one horizon; rates are 0 to 1. */
    record Horizon(int hours, Statistics returns, double upRate, double winRate) {}

    /** How a class did. */
    public record OfClass(String signalClass, int count, List<Horizon> horizons) {}

    /**
     * Judges signals.
     *
     * @param rows    hours of the signals, and those behind them
     * @param fromNs  first start of an hour whose signal counts
     * @param toNs    exclusive
     * @param entryLag hours behind the signal whose price is the entry; 0: its own
     * @return by the classes' names
     */
    public static List<OfClass> of(List<LiquidationRow> rows, long fromNs, long toNs, int entryLag) {
        Map<Long, Double> prices = new HashMap<>();
        Map<String, List<Long>> byClass = new TreeMap<>();
        for (LiquidationRow row : rows) {
            prices.put(row.startNs(), row.number(LiquidationColumn.PRICE));
            String signalClass = row.text(LiquidationColumn.SIGNAL_CLASS);
            boolean isSignal = !signalClass.isEmpty() && !signalClass.equals(NEUTRAL);
            if (isSignal && row.startNs() >= fromNs && row.startNs() < toNs) {
                byClass.computeIfAbsent(signalClass, key -> new ArrayList<>()).add(row.startNs());
            }
        }
        List<OfClass> classes = new ArrayList<>();
        byClass.forEach((name, starts) -> classes.add(new OfClass(
                name,
                starts.size(),
                HORIZONS.stream()
                        .map(hours -> horizon(name, hours, returns(starts, prices, entryLag, hours)))
                        .toList())));
        return classes;
    }

    private static double[] returns(List<Long> starts, Map<Long, Double> prices, int entryLag, int hours) {
        double[] returns = new double[starts.size()];
        for (int i = 0; i < returns.length; i++) {
            long entryNs = starts.get(i) + entryLag * Hours.HOUR_NS;
            double entry = prices.getOrDefault(entryNs, Double.NaN);
            double exit = prices.getOrDefault(entryNs + hours * Hours.HOUR_NS, Double.NaN);
            returns[i] = (exit - entry) / entry * PERCENT;
        }
        return returns;
    }

    private static Horizon horizon(String signalClass, int hours, double[] returns) {
        boolean isBuy = signalClass.endsWith("Buy");
        int known = 0;
        int up = 0;
        int won = 0;
        for (double each : returns) {
            if (!Double.isNaN(each)) {
                known++;
                up += each > 0 ? 1 : 0;
                won += (isBuy ? each > 0 : each < 0) ? 1 : 0;
            }
        }
        int of = Math.max(1, known);
        return new Horizon(hours, Statistics.of(returns), (double) up / of, (double) won / of);
    }
}
