package org.millrace.gateway.liquidations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

/** Hours for tests: each as quiet as can be, but for what a test sets. */
public final class LiquidationRows {
    /** When the first hour begins, UTC ns. */
    public static final long START_NS = Instant.parse("2024-03-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    private LiquidationRows() {}

    /** Returns so many hours with all values that there are, the price rising by one an hour from 100. */
    public static List<LiquidationRow> hours(int count) {
        List<LiquidationRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(hour(i));
        }
        return rows;
    }

    /** Returns an hour by its place. */
    public static LiquidationRow hour(int index) {
        LiquidationRow row = new LiquidationRow(START_NS + index * Hours.HOUR_NS);
        for (LiquidationColumn column : LiquidationColumn.all()) {
            switch (column.kind()) {
                case NUMBER -> row.set(column, 0.5);
                case COUNT -> row.set(column, 0);
                case TIME -> row.set(column, (row.startNs() + Hours.HOUR_NS) / 1_000.0);
                case TEXT -> row.set(column, "None");
            }
        }
        return row.set(LiquidationColumn.PRICE, 100 + index)
                .set(LiquidationColumn.DIFF_LS_NORMAL, 0)
                .set(LiquidationColumn.BIN_INDEX, 4)
                .set(LiquidationColumn.DOMINANCE_CLASS, "Congestion")
                .set(LiquidationColumn.SIGNAL_CLASS, "Neutral")
                .set(LiquidationColumn.IS_WARM, 1);
    }

    /** Makes an hour a signal of a class. */
    public static LiquidationRow signal(LiquidationRow row, String signalClass) {
        int side = signalClass.endsWith("Buy") ? 1 : -1;
        return row.set(LiquidationColumn.SIGNAL_CLASS, signalClass)
                .set(LiquidationColumn.SIGNAL_L1, side)
                .set(LiquidationColumn.DOMINANCE, side)
                .set(LiquidationColumn.DOMINANCE_CLASS, side > 0 ? "Bull" : "Bear");
    }
}
