package org.millrace.feeds.history;

import java.util.List;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;

/**
 * Publishes rows that were checked, oldest first, and the clock's beat between them. The same rows give the same events.
 * Its duty cycles are the producing thread's; counts may be read by any thread.
 */
public final class HistoryPlayback implements AutoCloseable {
    /** Ends the beat at the end of the last row's day. */
    public static final long END_OF_DAY = 0;

    private static final int ROWS_PER_CYCLE = 1_024;

    private final History history;
    private final RowMerge rows;
    private final SeriesStates states;
    private final RowValues values;
    private final RowWriter writer;
    private final HistoryBeat beat = new HistoryBeat();
    private final Ending ending;
    private HistoryRow waiting;
    private long published;
    private volatile long rowCount;
    private volatile boolean done;

    /**
     * When it is over.
     *
     * @param untilNs all rows before it are there, so bars that end then are closed; {@link #END_OF_DAY}: of the last row
     * @param graceNs that bars stay open beyond their end, or that hours of metrics wait
     */
    public record Ending(long untilNs, long graceNs) {}

    /**
     * Opens all sources once more.
     *
     * @param history  that a {@link HistoryCheck} has gone through
     * @param resolver defines the instruments
     */
    public HistoryPlayback(History history, InstrumentResolver resolver, EventPublisher publisher, Ending ending) {
        this.history = history;
        this.ending = ending;
        history.series().instruments().forEach(instrument -> instrument.resolve(resolver));
        rows = history.open();
        states = new SeriesStates(history);
        values = new RowValues(history.rounds());
        writer = new RowWriter(publisher);
    }

    /** Publishes some rows; returns how many: 0 where the ring is full. */
    public int doWork() {
        int count = 0;
        while (count < ROWS_PER_CYCLE && !done && step()) {
            count++;
        }
        rowCount = published;
        return count;
    }

    public boolean isDone() {
        return done;
    }

    /** Returns how much of the sources was read, 0 to 1. */
    public double progress() {
        return done ? 1 : rows.progress();
    }

    /** Returns how many rows were published. */
    public long rowCount() {
        return rowCount;
    }

    /** Returns how many values were rounded. */
    public long roundedCount() {
        return values.roundedCount();
    }

    /** Returns what came of each series. */
    public List<SeriesReport> reports() {
        return states.reports();
    }

    @Override
    public void close() {
        rows.close();
    }

    private boolean step() {
        if (waiting == null && !nextRow()) {
            return finish();
        }
        long tick = beat.before(waiting.time());
        if (tick != HistoryBeat.NONE) {
            return tick(tick);
        }
        if (!writer.write(waiting, values)) {
            return false;
        }
        beat.onRow(waiting.time());
        waiting = null;
        published++;
        return true;
    }

    /** Moves to the next row that is to be published. */
    private boolean nextRow() {
        HistoryRow row = rows.next();
        while (row != null) {
            if (states.judge(row, rows.source()) && isHeld(row)) {
                waiting = row;
                return true;
            }
            row = rows.next();
        }
        return false;
    }

    private boolean isHeld(HistoryRow row) {
        RowField field = values.read(row, row.series().instrument().resolved());
        if (field == null) {
            return true;
        }
        int exponent = RowValues.exponent(field, row.series().instrument().resolved());
        history.bad()
                .refuse(
                        rows.source().where() + ": " + rows.source().column(field) + ": " + row.text(field)
                                + ", expected a decimal that fits 64 bits with the instrument's exponent " + exponent
                                + "; list the instrument with another, round with --round, or leave such rows out with --skip-bad");
        return false;
    }

    private boolean finish() {
        long end = ending.untilNs == END_OF_DAY ? beat.endOfDay() : Math.max(ending.untilNs, beat.lastTime());
        if (published > 0 && !tick(end + ending.graceNs)) {
            return false;
        }
        rows.close();
        done = true;
        return true;
    }

    private boolean tick(long time) {
        if (!writer.tick(time)) {
            return false;
        }
        beat.onTick(time);
        return true;
    }
}
