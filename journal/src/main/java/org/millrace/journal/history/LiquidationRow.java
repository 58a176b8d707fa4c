package org.millrace.journal.history;

import java.util.Arrays;

/** All that is known of an hour, in few bytes: answers hold tens of thousands. Filled once, then read. */
public final class LiquidationRow {
    private final long startNs;
    private final double[] numbers = new double[LiquidationColumn.numberCount()];
    private final String[] texts = new String[LiquidationColumn.textCount()];

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
        numbers[column.place()] = value;
        return this;
    }

    /** Sets a text; null: missing. */
    public LiquidationRow set(LiquidationColumn column, String value) {
        texts[column.place()] = value;
        return this;
    }

    /** Returns when the hour began, UTC ns. */
    public long startNs() {
        return startNs;
    }

    /** Returns a number; a time as microseconds since the epoch, NaN: missing. */
    public double number(LiquidationColumn column) {
        return numbers[column.place()];
    }

    /** Returns a text; empty: missing. */
    public String text(LiquidationColumn column) {
        String text = texts[column.place()];
        return text == null ? "" : text;
    }

    /** Returns a whole number; 0 where it is missing. */
    public int count(LiquidationColumn column) {
        return (int) number(column);
    }

    /** Tells whether there is no value. */
    public boolean isMissing(LiquidationColumn column) {
        return column.kind() == LiquidationColumn.Kind.TEXT
                ? texts[column.place()] == null
                : Double.isNaN(number(column));
    }
}
