package org.millrace.journal.history;

import java.util.Arrays;

/** All that is known of an hour, in few bytes: answers hold tens of thousands. Filled once, then read. */
public final class LiquidationRow {
    private static final int[] PLACES = places();
    private static final int TEXTS = (int)
            LiquidationColumn.all().stream().filter(LiquidationRow::isText).count();

    private final long startNs;
    private final double[] numbers = new double[PLACES.length - TEXTS];
    private final String[] texts = new String[TEXTS];

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
        numbers[PLACES[column.ordinal()]] = value;
        return this;
    }

    /** Sets a text; null: missing. */
    public LiquidationRow set(LiquidationColumn column, String value) {
        texts[PLACES[column.ordinal()]] = value;
        return this;
    }

    /** Returns when the hour began, UTC ns. */
    public long startNs() {
        return startNs;
    }

    /** Returns a number; a time as microseconds since the epoch, NaN: missing. */
    public double number(LiquidationColumn column) {
        return numbers[PLACES[column.ordinal()]];
    }

    /** Returns a text; empty: missing. */
    public String text(LiquidationColumn column) {
        String text = texts[PLACES[column.ordinal()]];
        return text == null ? "" : text;
    }

    /** Returns a whole number; 0 where it is missing. */
    public int count(LiquidationColumn column) {
        return (int) number(column);
    }

    /** Tells whether there is no value. */
    public boolean isMissing(LiquidationColumn column) {
        int place = PLACES[column.ordinal()];
        return isText(column) ? texts[place] == null : Double.isNaN(numbers[place]);
    }

    private static boolean isText(LiquidationColumn column) {
        return column.kind() == LiquidationColumn.Kind.TEXT;
    }

    /** Returns each column's place among those of texts, or among the others. */
    private static int[] places() {
        int[] places = new int[LiquidationColumn.all().size()];
        int textCount = 0;
        for (LiquidationColumn column : LiquidationColumn.all()) {
            places[column.ordinal()] = isText(column) ? textCount++ : column.ordinal() - textCount;
        }
        return places;
    }
}
