package org.millrace.feeds.history;

/**
 * Reads all rows once before any is published: whether they can be read, follow one another in time, and how many digits
 * they have. What it lets pass can be published; what it refuses is refused before anything is written.
 */
public final class HistoryCheck implements AutoCloseable {
    private static final int ROWS_PER_CYCLE = 1_024;
    private static final long NONE = Long.MIN_VALUE;

    private final History history;
    private final RowMerge rows;
    private final SeriesStates states;
    private long firstTime = NONE;
    private long rowCount;
    private boolean done;

    /** Opens all sources. */
    public HistoryCheck(History history) {
        this.history = history;
        rows = history.open();
        states = new SeriesStates(history);
    }

    /** Checks some rows; returns how many. */
    public int doWork() {
        int count = 0;
        while (count < ROWS_PER_CYCLE && !done) {
            HistoryRow row = rows.next();
            if (row == null) {
                done = true;
            } else {
                rowCount++;
                check(row);
            }
            count++;
        }
        return count;
    }

    public boolean isDone() {
        return done;
    }

    /** Returns how much was checked, 0 to 1. */
    public double progress() {
        return done ? 1 : rows.progress();
    }

    /** Returns how many rows were read. */
    public long rowCount() {
        return rowCount;
    }

    /** Tells whether there is a row to publish. */
    public boolean hasRows() {
        return firstTime != NONE;
    }

    /** Returns the time of the first row to publish, ns. */
    public long firstTime() {
        return firstTime;
    }

    @Override
    public void close() {
        rows.close();
    }

    private void check(HistoryRow row) {
        if (states.judge(row, rows.source()) && isReadable(row)) {
            firstTime = firstTime == NONE ? row.time() : firstTime;
        }
    }

    private boolean isReadable(HistoryRow row) {
        for (RowField field : RowField.all()) {
            if (row.has(field) && field.unit() != RowField.Unit.AMOUNT && !take(row, field)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(HistoryRow row, RowField field) {
        Digits digits = row.series().instrument().digits(field.unit());
        if (!digits.take(row.buffer(), row.offset(field), row.length(field))) {
            history.bad()
                    .refuse(rows.source().where() + ": " + rows.source().column(field) + ": " + row.text(field)
                            + ", expected a decimal; mend it, or leave such rows out with --skip-bad");
            return false;
        }
        if (!digits.isHeld() && !history.rounds()) {
            throw new HistoryException(rows.source().where() + ": "
                    + rows.source().column(field) + ": "
                    + row.text(field) + ": a column with " + digits + " does not fit 64 bits; digits of binary floating"
                    + " point mean nothing: --round rounds them half-even, and counts them");
        }
        return true;
    }
}
