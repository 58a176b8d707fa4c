package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of an instrument by time. Of two of one bar that which was told later stands, as in the store. */
final class BarRows {
    private final List<Row> rows = new ArrayList<>();

    /** Returns them, oldest first. */
    List<Row> list() {
        return Collections.unmodifiableList(rows);
    }

    void put(Row row) {
        int at = indexOf(row.endNs());
        if (at >= 0) {
            rows.set(at, row);
        } else {
            rows.add(-at - 1, row);
        }
    }

    /** Sets the close of a bar anew, if there is a row of it. */
    void correct(long endNs, double close) {
        int at = indexOf(endNs);
        if (at >= 0) {
            rows.set(at, rows.get(at).closedAt(close));
        }
    }

    /** Returns the place of a row; of none −1 less the place where it belongs: behind all others, as a rule. */
    private int indexOf(long endNs) {
        int from = 0;
        int to = rows.size();
        if (to == 0 || rows.get(to - 1).endNs() < endNs) {
            return -to - 1;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (rows.get(middle).endNs() < endNs) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return rows.get(from).endNs() == endNs ? from : -from - 1;
    }
}
