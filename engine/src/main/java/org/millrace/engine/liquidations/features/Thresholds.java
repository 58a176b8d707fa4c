package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What much and little are: quantiles of the last year, the present hour included. */
final class Thresholds {
    private static final int LEAST = 720;

    private final SortedWindow differences = new SortedWindow();
    private final SortedWindow longs = new SortedWindow();
    private final SortedWindow shorts = new SortedWindow();

    void add(double difference, double ofLongs, double ofShorts) {
        differences.add(difference);
        longs.add(ofLongs);
        shorts.add(ofShorts);
    }

    /** Returns whether there are values enough to judge by. */
    boolean areKnown() {
        return differences.size() >= LEAST;
    }

    /** Returns a quantile of longs less shorts. */
    double difference(double quantile) {
        return differences.quantile(quantile);
    }

    double manyLongs() {
        return longs.quantile(0.8);
    }

    double manyShorts() {
        return shorts.quantile(0.8);
    }

    void save(SnapshotWriter out) {
        differences.save(out);
        longs.save(out);
        shorts.save(out);
    }

    void load(SnapshotReader in) {
        differences.load(in);
        longs.load(in);
        shorts.load(in);
    }
}
