package org.millrace.engine.alerts;

import java.util.Arrays;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The alerts that compare values of one instrument, and what they need to know of it. */
final class Watch {
    private static final int INITIAL = 4;

    private Alert[] alerts = new Alert[INITIAL];
    private int count;
    private long seenNs;
    private long badStreams;
    private boolean hasTrades;
    private boolean hasBook;

    void add(Alert alert) {
        if (count == alerts.length) {
            alerts = Arrays.copyOf(alerts, count * 2);
        }
        alerts[count++] = alert;
    }

    void remove(Alert alert) {
        for (int i = 0; i < count; i++) {
            if (alerts[i] == alert) {
                System.arraycopy(alerts, i + 1, alerts, i, count - i - 1);
                alerts[--count] = null;
                return;
            }
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    Alert get(int index) {
        return alerts[index];
    }

    /** Notes that there was data. */
    void seen(long nowNs) {
        seenNs = nowNs;
    }

    /** Returns how long there has been no data. */
    long silenceNs(long nowNs) {
        return nowNs - seenNs;
    }

    /** Notes the state of a stream. */
    void state(int stream, FeedState state) {
        badStreams = FeedStates.with(badStreams, stream, state);
    }

    /** Tells whether a stream says of itself that it is not to be trusted. */
    boolean isBad() {
        return badStreams != 0;
    }

    /** Begins anew: with the engine, feeds begin too. */
    void begin(long nowNs) {
        badStreams = 0;
        seenNs = nowNs;
        hasBook = false;
    }

    void traded() {
        hasTrades = true;
    }

    boolean hasTrades() {
        return hasTrades;
    }

    void booked() {
        hasBook = true;
    }

    boolean hasBook() {
        return hasBook;
    }

    void save(SnapshotWriter out) {
        out.putLong(seenNs).putLong(badStreams).putBoolean(hasTrades).putBoolean(hasBook);
    }

    static Watch load(SnapshotReader in) {
        Watch watch = new Watch();
        watch.seenNs = in.getLong();
        watch.badStreams = in.getLong();
        watch.hasTrades = in.getBoolean();
        watch.hasBook = in.getBoolean();
        return watch;
    }
}
