package org.millrace.gateway.latest;

import java.util.Arrays;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;

/** The newest closed bars of one instrument and timeframe, by start, each with its indicators once they have come. */
final class BarSeries {
    private static final int INITIAL_ROWS = 16;

    private final int capacity;
    private long[] cells = new long[INITIAL_ROWS * BarRows.CELLS];
    private int rows;
    private int oldest; // its place where the ring is full, otherwise 0

    BarSeries(int capacity) {
        this.capacity = Math.max(capacity, INITIAL_ROWS);
    }

    void onBar(BarDecoder bar) {
        int cell = rowFor(bar.startTime());
        if (cell < 0) {
            return;
        }
        cells[cell + BarRows.OPEN] = bar.open();
        cells[cell + BarRows.HIGH] = bar.high();
        cells[cell + BarRows.LOW] = bar.low();
        cells[cell + BarRows.CLOSE] = bar.close();
        cells[cell + BarRows.VOLUME] = bar.volume();
        cells[cell + BarRows.VWAP] = Double.doubleToRawLongBits(bar.vwap());
        cells[cell + BarRows.TRADES] = bar.tradeCount();
        cells[cell + BarRows.EXPONENTS] = BarRows.exponents(bar.priceExponent(), bar.quantityExponent());
    }

    /** Takes the indicators of a bar that is here; others are passed over. */
    void onIndicators(IndicatorsDecoder values) {
        int row = find(values.startTime());
        if (row >= 0) {
            BarRows.putIndicators(cells, cell(row), values);
        }
    }

    /** Returns a copy of the newest rows of a span. */
    BarRows copy(long fromNs, long toNs, int limit) {
        int to = ceiling(toNs);
        int from = Math.max(ceiling(fromNs), to - limit);
        int count = Math.max(0, to - from);
        long[] copy = new long[count * BarRows.CELLS];
        for (int i = 0; i < count; i++) {
            System.arraycopy(cells, cell(from + i), copy, i * BarRows.CELLS, BarRows.CELLS);
        }
        return new BarRows(copy, rows == 0 ? Long.MAX_VALUE : start(0));
    }

    /** Returns what the bars that start at or after a time have in common, null where there are none. */
    BarSummary summary(long fromNs) {
        int first = ceiling(fromNs);
        if (first == rows) {
            return null;
        }
        int begin = cell(first);
        int end = cell(rows - 1);
        long high = cells[begin + BarRows.HIGH];
        long low = cells[begin + BarRows.LOW];
        long volume = 0;
        long trades = 0;
        for (int row = first; row < rows; row++) {
            int cell = cell(row);
            high = Math.max(high, cells[cell + BarRows.HIGH]);
            low = Math.min(low, cells[cell + BarRows.LOW]);
            volume += cells[cell + BarRows.VOLUME];
            trades += cells[cell + BarRows.TRADES];
        }
        long exponents = cells[end + BarRows.EXPONENTS]; // of one instrument they are the same in each bar
        return new BarSummary(
                cells[begin],
                BarRows.price(cells[begin + BarRows.OPEN], exponents),
                BarRows.price(high, exponents),
                BarRows.price(low, exponents),
                BarRows.price(cells[end + BarRows.CLOSE], exponents),
                BarRows.quantity(volume, exponents),
                trades);
    }

    /** Returns the bytes that are held. */
    long bytes() {
        return (long) cells.length * Long.BYTES;
    }

    /** Returns where the row of a bar lies, making room where it is a new one; negative: it is older than all. */
    private int rowFor(long startNs) {
        if (rows == 0 || startNs > start(rows - 1)) {
            return append(startNs);
        }
        int row = find(startNs);
        return row < 0
                ? -1
                : cell(row); // one that is late between two that are here does not happen: bars are in order
    }

    private int append(long startNs) {
        if (rows < capacity) {
            if ((rows + 1) * BarRows.CELLS > cells.length) {
                cells = Arrays.copyOf(cells, Math.min(cells.length * 2, capacity * BarRows.CELLS));
            }
            rows++;
        } else {
            oldest = oldest + 1 == capacity ? 0 : oldest + 1;
        }
        int cell = cell(rows - 1);
        cells[cell] = startNs;
        Arrays.fill(cells, cell + BarRows.INDICATORS, cell + BarRows.CELLS, BarRows.NOT_A_NUMBER);
        return cell;
    }

    private int find(long startNs) {
        int row = ceiling(startNs);
        return row < rows && start(row) == startNs ? row : -1;
    }

    /** Returns the first row that does not start before a time. */
    private int ceiling(long timeNs) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start(middle) < timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long start(int row) {
        return cells[cell(row)];
    }

    private int cell(int row) {
        int place = oldest + row;
        return (place >= capacity ? place - capacity : place) * BarRows.CELLS;
    }
}
