package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives rows their labels; those at the end, whose horizon is not reached, get none and are left out. */
final class Labelling {
    private static final Comparator<Labelled> BY_TIME =
            Comparator.<Labelled>comparingLong(each -> each.row.endNs()).thenComparingInt(each -> each.instrument);

    private final Target target;
    private final List<Labelled> rows = new ArrayList<>();
    private int stretched;

    /**
     * A row, and what came of it.
     *
     * @param instrument index of its instrument
     * @param value      of the label
     * @param previous   the label of the span that ended with the row's bar; NaN: there was none
     * @param endNs      of the label's span
     */
    record Labelled(int instrument, Row row, double value, double previous, long endNs) {
        /** Returns it with other values of its features. */
        Labelled with(double[] features) {
            return new Labelled(instrument, row.with(features), value, previous, endNs);
        }
    }

    Labelling(Target target) {
        this.target = target;
    }

    /**
     * Adds an instrument's rows.
     *
     * @param instrument its index
     * @param bars       all of its rows by time, those that lack a feature too: their closes count
     * @param never      features that are known nowhere, and so are lacked by none
     */
    void add(int instrument, List<Row> bars, boolean[] never) {
        int horizon = target.horizon();
        long barNs = shortest(bars);
        for (int i = 0; i + horizon < bars.size(); i++) {
            Row row = bars.get(i);
            if (!row.lacks(never)) {
                double previous = i < horizon ? Double.NaN : label(bars, i - horizon);
                long endNs = bars.get(i + horizon).endNs();
                rows.add(new Labelled(instrument, row, label(bars, i), previous, endNs));
                stretched += endNs - row.endNs() > horizon * barNs ? 1 : 0;
            }
        }
    }

    /** Returns how many labels end later than so many bars take. */
    int stretched() {
        return stretched;
    }

    /** Returns the least time from one bar to the next: what a bar takes. */
    private static long shortest(List<Row> bars) {
        long least = Long.MAX_VALUE;
        for (int i = 1; i < bars.size(); i++) {
            least = Math.min(least, bars.get(i).endNs() - bars.get(i - 1).endNs());
        }
        return least;
    }

    /** Returns all rows by time, then instrument. */
    List<Labelled> sorted() {
        rows.sort(BY_TIME);
        return rows;
    }

    private double label(List<Row> bars, int at) {
        Row end = bars.get(at + target.horizon());
        return target.label(end.close() / bars.get(at).close() - 1, deviation(bars, at));
    }

    /** Returns the deviation of returns over the horizon by the bars until then; 0: too few, or nobody asks. */
    private double deviation(List<Row> bars, int at) {
        if (at < Target.WINDOW || target.volatility() == 0) {
            return 0;
        }
        double[] returns = new double[Target.WINDOW];
        double mean = 0;
        for (int i = 0; i < returns.length; i++) {
            returns[i] = bars.get(at - i).close() / bars.get(at - i - 1).close() - 1;
            mean += returns[i] / returns.length;
        }
        double squares = 0;
        for (double each : returns) {
            squares += (each - mean) * (each - mean);
        }
        return StrictMath.sqrt(squares / (returns.length - 1) * target.horizon());
    }
}
