package org.millrace.engine.training;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.millrace.engine.training.Labelling.Labelled;

/**
 * Rows in the order of time, each with its label. A label looks ahead: its span is from the end of the row's bar to the end
 * of the bar at the horizon.
 */
public final class Dataset {
    private final List<String> features;
    private final List<Labelled> rows;
    private final Counts counts;

    /**
     * What became of the bars.
     *
     * @param bars      that there were
     * @param lacking   left out for a feature that was not known, as while windows fill
     * @param unlabelled left out, since the data ends before their horizon
     * @param tainted   of those that are used, rest on data that quality doubts
     * @param stretched of those that are used, have labels that end later than the horizon: bars are missing where a market is
     *                  closed or nobody trades
     */
    public record Counts(int bars, int lacking, int unlabelled, int tainted, int stretched) {}

    Dataset(List<String> features, List<Labelled> rows, Counts counts) {
        this.features = List.copyOf(features);
        this.rows = rows;
        this.counts = counts;
    }

    /**
     * Labels rows.
     *
     * @param instruments rows of each by time
     */
    static Dataset of(List<String> features, List<List<Row>> instruments, Target target) {
        boolean[] never = never(features.size(), instruments);
        Labelling labelling = new Labelling(target);
        int bars = 0;
        int lacking = 0;
        for (int i = 0; i < instruments.size(); i++) {
            List<Row> rows = instruments.get(i);
            bars += rows.size();
            lacking += (int) rows.stream().filter(row -> row.lacks(never)).count();
            labelling.add(i, rows, never);
        }
        List<Labelled> rows = labelling.sorted();
        int tainted = (int) rows.stream().filter(each -> each.row().isTainted()).count();
        int unlabelled = Math.max(0, bars - lacking - rows.size());
        return new Dataset(features, rows, new Counts(bars, lacking, unlabelled, tainted, labelling.stretched()));
    }

    /** Returns the names of the features. */
    public List<String> features() {
        return features;
    }

    /** Returns what became of the bars. */
    public Counts counts() {
        return counts;
    }

    /** Returns how many rows there are. */
    public int size() {
        return rows.size();
    }

    /** Returns the end of a row's bar, UTC ns. */
    public long endNs(int row) {
        return rows.get(row).row().endNs();
    }

    /** Returns the end of the span of a row's label, UTC ns. */
    public long labelEndNs(int row) {
        return rows.get(row).endNs();
    }

    /** Returns a row's values, which nobody may change. */
    public double[] values(int row) {
        return rows.get(row).row().features();
    }

    /** Returns the index of the direction, or the return. */
    public double label(int row) {
        return rows.get(row).value();
    }

    /** Returns the label of the span that ended with the row's bar; NaN: there was none. */
    public double previousLabel(int row) {
        return rows.get(row).previous();
    }

    /** Returns the names of features that no row has. */
    public List<String> missing() {
        return features.stream()
                .filter(name ->
                        rows.stream().allMatch(each -> Double.isNaN(each.row().features()[features.indexOf(name)])))
                .toList();
    }

    /** Returns the SHA-256 over all rows as big-endian bytes: instrument, end, features, label; 64 hexadecimal digits. */
    public String hash() {
        MessageDigest digest = sha256();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + (features.size() + 1) * Double.BYTES);
        for (Labelled each : rows) {
            bytes.clear().putInt(each.instrument()).putLong(each.row().endNs());
            for (double value : each.row().features()) {
                bytes.putDouble(value);
            }
            digest.update(bytes.putDouble(each.value()).array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns some of the rows. */
    Dataset only(int[] some) {
        return new Dataset(features, Arrays.stream(some).mapToObj(rows::get).toList(), counts);
    }

    /** Returns the rows, each with the value of one feature that another row has. */
    Dataset shuffled(int feature, int[] order) {
        List<Labelled> others = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            double[] values = values(i).clone();
            values[feature] = values(order[i])[feature];
            others.add(rows.get(i).with(values));
        }
        return new Dataset(features, others, counts);
    }

    private static boolean[] never(int features, List<List<Row>> instruments) {
        boolean[] never = new boolean[features];
        for (int i = 0; i < features; i++) {
            int feature = i;
            never[i] = instruments.stream()
                    .allMatch(rows -> rows.stream().allMatch(row -> Double.isNaN(row.features()[feature])));
        }
        return never;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
