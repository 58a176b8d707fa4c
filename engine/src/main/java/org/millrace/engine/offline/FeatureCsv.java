package org.millrace.engine.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.IntFunction;
import org.millrace.engine.bars.Timeframes;

/**
 * Writes the rows of one set as CSV: when the bar ended (UTC ns), instrument, timeframe, quality bits, then the values in
 * the digits that read back as the same number; nothing where there is none.
 */
public final class FeatureCsv implements FeatureRows.Listener {
    private final Writer out;
    private final IntFunction<String> instruments;
    private final String chosen;
    private final long fromNs;
    private final long toNs;
    private FeatureRows.Declared set;
    private long rows;

    /**
     * Makes a writer of one set.
     *
     * @param instruments names ids
     * @param chosen      name of the set; empty: the only one
     * @param fromNs      first end of a bar
     * @param toNs        last one, exclusive
     */
    public FeatureCsv(Writer out, IntFunction<String> instruments, String chosen, long fromNs, long toNs) {
        this.out = out;
        this.instruments = instruments;
        this.chosen = chosen;
        this.fromNs = fromNs;
        this.toNs = toNs;
    }

    /** Returns how many rows were written. */
    public long rows() {
        return rows;
    }

    /** Returns the set that was written; null: none was declared. */
    public FeatureRows.Declared set() {
        return set;
    }

    @Override
    public void onSet(FeatureRows.Declared declared) {
        if (!chosen.isEmpty() && !chosen.equals(declared.name())) {
            return;
        }
        if (set == null) {
            set = declared;
            write("time,instrument,timeframe,flags," + String.join(",", declared.features()) + "\n");
        } else if (set.id() != declared.id()) {
            throw new IllegalArgumentException("--set: there is more than one, as " + set.name() + " and "
                    + declared.name() + "; name the one to be written");
        } else if (!set.equals(declared)) {
            throw new IllegalArgumentException("the set " + set.name() + " changes in the journal, from version "
                    + set.version() + " to " + declared.version()
                    + "; --config FILE computes it as that file has it, from the beginning");
        }
    }

    @Override
    public void onRow(FeatureRow row) {
        if (set == null || row.setId() != set.id() || row.eventTime() < fromNs || row.eventTime() >= toNs) {
            return;
        }
        StringBuilder line = new StringBuilder();
        line.append(row.eventTime()).append(',').append(instruments.apply(row.instrumentId()));
        line.append(',').append(Timeframes.names().get(Timeframes.indexOf(row.timeframe())));
        line.append(',').append(row.flags());
        for (int i = 0; i < row.count(); i++) {
            double value = row.value(i);
            line.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
        }
        write(line.append('\n').toString());
        rows++;
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
