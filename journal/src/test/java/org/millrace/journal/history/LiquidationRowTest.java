package org.millrace.journal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiquidationRowTest {
    private static final int ROWS = 1_000;
    private static final int MOST_BYTES = 400;

    @Test
    void shouldKeepEachValueByItsColumn() {
        LiquidationRow row = new LiquidationRow(7);

        for (LiquidationColumn column : LiquidationColumn.all()) {
            assertTrue(row.isMissing(column), column.text());
            fill(row, column);
        }

        assertEquals(
                LiquidationColumn.all().stream()
                        .map(column -> column.kind() == LiquidationColumn.Kind.TEXT
                                ? column.text()
                                : Double.toString(value(column)))
                        .collect(Collectors.joining(" ")),
                LiquidationColumn.all().stream()
                        .map(column -> column.kind() == LiquidationColumn.Kind.TEXT
                                ? row.text(column)
                                : Double.toString(row.number(column)))
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void shouldTakeFewBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LiquidationRow[] rows = new LiquidationRow[ROWS];
        filled();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < ROWS; i++) {
            rows[i] = filled();
        }

        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / rows.length;
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes a row");
    }

    private static LiquidationRow filled() {
        LiquidationRow row = new LiquidationRow(7);
        for (int i = 0; i < LiquidationColumn.all().size(); i++) { // an iterator would count too
            fill(row, LiquidationColumn.all().get(i));
        }
        return row;
    }

    /** Returns a number that only this column has. */
    private static double value(LiquidationColumn column) {
        return LiquidationColumn.all().indexOf(column) + 0.5;
    }

    private static void fill(LiquidationRow row, LiquidationColumn column) {
        if (column.kind() == LiquidationColumn.Kind.TEXT) {
            row.set(column, column.text());
        } else {
            row.set(column, value(column));
        }
    }
}
