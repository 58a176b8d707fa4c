package org.millrace.journal.history;

import java.util.EnumMap;
import java.util.Map;

/** All that is known of an hour. Filled once, then read. */
public final class LiquidationRow {
    private final long startNs;
    private final Map<LiquidationColumn, Double> numbers = new EnumMap<>(LiquidationColumn.class);
    private final Map<LiquidationColumn, String> texts = new EnumMap<>(LiquidationColumn.class);

    /**
     * Begins a row of which nothing is known.
     *
     * @param startNs of the hour, UTC ns
     */
    public LiquidationRow(long startNs) {
        this.startNs = startNs;
    }

    /** Sets a number; a time as microseconds since the epoch, NaN: missing. */
    public LiquidationRow set(LiquidationColumn column, double value) {
        numbers.put(column, value);
        return this;
    }

    /** Sets a text; null: missing. */
    public LiquidationRow set(LiquidationColumn column, String value) {
        texts.put(column, value);
        return this;
    }

    /** Returns when the hour began, UTC ns. */
    public long startNs() {
        return startNs;
    }

    /** Returns a number; a time as microseconds since the epoch, NaN: missing. */
    public double number(LiquidationColumn column) {
        return numbers.getOrDefault(column, Double.NaN);
    }

    /** Returns a text; empty: missing. */
    public String text(LiquidationColumn column) {
        String text = texts.get(column);
        return text == null ? "" : text;
    }

    /** Returns a whole number; 0 where it is missing. */
    public int count(LiquidationColumn column) {
        return (int) number(column);
    }

    /** Tells whether there is no value. */
    public boolean isMissing(LiquidationColumn column) {
        return column.kind() == LiquidationColumn.Kind.TEXT ? texts.get(column) == null : Double.isNaN(number(column));
    }
}
