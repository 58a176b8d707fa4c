package org.millrace.engine.liquidations.features;

import org.millrace.codecs.sbe.LiquidationBinsEncoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Nine clusters of risk priority numbers of the last year, fitted anew once a day to hours before the present one. */
final class BinModel {
    static final int NEUTRAL = 4;

    private static final int LEAST_HISTORY = 720;
    private static final int REFIT_HOURS = 24;

    private final SortedWindow history = new SortedWindow();
    private final KMeans clusters = new KMeans(SortedWindow.CAPACITY);
    private final double[] centres = new double[KMeans.CLUSTERS];
    private final double[] edges = new double[KMeans.CLUSTERS - 1];
    private int id;
    private int historyCount;
    private long fittedAt;

    /** Fits the clusters if it is time to; returns whether there are others now. */
    boolean refit(long hour) {
        boolean isDue = history.size() >= LEAST_HISTORY && (id == 0 || hour - fittedAt >= REFIT_HOURS);
        if (!isDue || !clusters.fit(history.sorted(), history.size(), centres)) {
            return false;
        }
        for (int i = 0; i < edges.length; i++) {
            edges[i] = (centres[i] + centres[i + 1]) / 2;
        }
        id++;
        fittedAt = hour;
        historyCount = history.size();
        return true;
    }

    /** Returns the bin of a value, 0 to 8; a value on an edge belongs to the lower one. Before the first fit: 4. */
    int binOf(double value) {
        if (id == 0) {
            return NEUTRAL;
        }
        int bin = 0;
        for (double edge : edges) {
            bin += value > edge ? 1 : 0;
        }
        return bin;
    }

    /** Takes a value into the history of later fits. */
    void add(double value) {
        history.add(value);
    }

    /** Returns the number of the model in force, from 1; 0: there is none. */
    int id() {
        return id;
    }

    void write(LiquidationBinsEncoder to) {
        to.binModelId(id).historyCount(historyCount);
        to.centre0(centres[0]).centre1(centres[1]).centre2(centres[2]);
        to.centre3(centres[3]).centre4(centres[4]).centre5(centres[5]);
        to.centre6(centres[6]).centre7(centres[7]).centre8(centres[8]);
    }

    void save(SnapshotWriter out) {
        history.save(out);
        out.putDoubles(centres, centres.length).putDoubles(edges, edges.length);
        out.putInt(id).putInt(historyCount).putLong(fittedAt);
    }

    void load(SnapshotReader in) {
        history.load(in);
        in.getDoubles(centres, centres.length);
        in.getDoubles(edges, edges.length);
        id = in.getInt();
        historyCount = in.getInt();
        fittedAt = in.getLong();
    }
}
