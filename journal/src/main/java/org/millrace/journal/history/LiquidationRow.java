package org.millrace.journal.history;

import java.util.Arrays;

/** All that is known of an hour. Filled once, then read. */
public final class LiquidationRow {
    private final long startNs;
    private final double[] numbers = new double[LiquidationColumn.all().size()];
    private final String[] texts = new String[numbers.length];

    /**
     * Begins a row of which nothing is known.
     *
     * @param startNs of the hour, UTC ns
     */
    public LiquidationRow(long startNs) {
        this.startNs = startNs;
        Arrays.fill(numbers, Double.NaN);
    }

    /** Sets a number; a time as microseconds since the epoch, NaN: missing. */
    public LiquidationRow set(LiquidationColumn column, double value) {
        numbers[column.index()] = value;
        return this;
    }

    /** Sets a text; null: missing. */
    public LiquidationRow set(LiquidationColumn column, String value) {
        texts[column.index()] = value;
        return this;
    }

    /** Returns when the hour began, UTC ns. */
    public long startNs() {
        return startNs;
    }

    /** Returns a number; a time as microseconds since the epoch, NaN: missing. */
    public double number(LiquidationColumn column) {
        return numbers[column.index()];
    }

    /** Returns a text; empty: missing. */
    public String text(LiquidationColumn column) {
        String text = texts[column.index()];
        return text == null ? "" : text;
    }

    /** Returns a whole number; 0 where it is missing. */
    public int count(LiquidationColumn column) {
        return (int) number(column);
    }

    /** Tells whether there is no value. */
    public boolean isMissing(LiquidationColumn column) {
        return column.kind() == LiquidationColumn.Kind.TEXT
                ? texts[column.index()] == null
                : Double.isNaN(numbers[column.index()]);
    }
}
