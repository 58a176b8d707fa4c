package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongArrayList;
import org.millrace.engine.performance.Doubles;

/**
 * What an account was worth at the ends of periods, with what else was seen then. The first entry is the beginning, before
 * anything was traded.
 */
public final class EquityCurve {
    private final LongArrayList times = new LongArrayList();
    private final Doubles equity = new Doubles();
    private final Doubles exposure = new Doubles();
    private final Doubles tainted = new Doubles();
    private final List<Doubles> profits = new ArrayList<>();
    private final List<Doubles> prices = new ArrayList<>();

    /** Adds what was seen at the end of a period; prices and profits follow. */
    void add(long timeNs, double worth, double exposed, boolean isTainted) {
        times.addLong(timeNs);
        equity.add(worth);
        exposure.add(exposed);
        tainted.add(isTainted ? 1 : 0);
    }

    /** Adds what a strategy had earned; nothing before its first time. */
    void addProfit(int strategy, double value) {
        column(profits, strategy, 0).add(value);
    }

    /** Adds the price of an instrument; not known before its first time. */
    void addPrice(int instrument, double value) {
        column(prices, instrument, Double.NaN).add(value);
    }

    public int size() {
        return times.size();
    }

    /** Returns the end of each period, UTC ns. */
    public long[] times() {
        return times.toLongArray();
    }

    /** Returns what the account was worth. */
    public double[] equity() {
        return equity.toArray();
    }

    /** Returns what its positions were worth, each counted as positive. */
    public double[] exposure() {
        return exposure.toArray();
    }

    /** Returns 1 for each period in which data was doubtful, else 0. */
    public double[] tainted() {
        return tainted.toArray();
    }

    /** Returns what a strategy had earned, by its place in the specification. */
    public double[] profit(int strategy) {
        return profits.get(strategy).toArray();
    }

    /** Returns at what an instrument was valued, by its place in {@link BacktestResult#instruments}; NaN: not known. */
    public double[] price(int instrument) {
        return prices.get(instrument).toArray();
    }

    /** Returns it with longer periods, at the ends of these: of each, the last entry; tainted where any of them is. */
    EquityCurve every(long periodNs) {
        EquityCurve longer = new EquityCurve();
        double taint = 0;
        for (int i = 0; i < times.size(); i++) {
            taint = Math.max(taint, tainted.get(i));
            boolean isLast = i == times.size() - 1
                    || period(times.getLong(i), periodNs) != period(times.getLong(i + 1), periodNs);
            if (i == 0 || isLast) {
                long timeNs = times.getLong(i);
                longer.copy(this, i, i == 0 ? timeNs : timeNs + Math.floorMod(-timeNs, periodNs), taint > 0);
                taint = 0;
            }
        }
        return longer;
    }

    /** Returns what came at a time and after it, one entry before it as the beginning. */
    public EquityCurve from(long timeNs) {
        int first = 0;
        while (first < size() - 1 && times.getLong(first + 1) <= timeNs) {
            first++;
        }
        EquityCurve rest = new EquityCurve();
        for (int i = first; i < size(); i++) {
            rest.copy(this, i, times.getLong(i), tainted.get(i) > 0);
        }
        return rest;
    }

    /** Returns at most so many entries of it, the first and the last among them. */
    public EquityCurve thinned(int most) {
        if (size() <= most) {
            return this;
        }
        EquityCurve thin = new EquityCurve();
        for (int i = 0; i < most; i++) {
            int index = (int) ((long) i * (size() - 1) / (most - 1));
            thin.copy(this, index, times.getLong(index), tainted.get(index) > 0);
        }
        return thin;
    }

    private void copy(EquityCurve from, int index, long timeNs, boolean isTainted) {
        add(timeNs, from.equity.get(index), from.exposure.get(index), isTainted);
        for (int i = 0; i < from.profits.size(); i++) {
            addProfit(i, from.profits.get(i).get(index));
        }
        for (int i = 0; i < from.prices.size(); i++) {
            addPrice(i, from.prices.get(i).get(index));
        }
    }

    private Doubles column(List<Doubles> columns, int index, double before) {
        while (columns.size() <= index) {
            Doubles column = new Doubles();
            for (int i = 1; i < size(); i++) {
                column.add(before);
            }
            columns.add(column);
        }
        return columns.get(index);
    }

    /** A period holds its end, not its beginning. */
    private static long period(long timeNs, long periodNs) {
        return Math.floorDiv(timeNs - 1, periodNs);
    }
}
