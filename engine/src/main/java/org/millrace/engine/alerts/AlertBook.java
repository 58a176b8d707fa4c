package org.millrace.engine.alerts;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** All alerts, in the order in which they were made, and those that may fire by the instruments whose values they compare. */
final class AlertBook {
    /** Most alerts that there may be at one time. */
    static final int CAPACITY = 10_000;

    /** Most alerts of one owner. */
    static final int MOST_OF_OWNER = 500;

    private final PerInstrument<Watch> watches = new PerInstrument<>();
    private Watch desk = new Watch();
    private final List<Alert> all = new ArrayList<>();
    private final List<Alert> ofFeeds = new ArrayList<>();
    private long lastId;

    /** Makes room for an instrument. */
    void define(int instrumentId) {
        if (instrumentId > 0 && watches.get(instrumentId) == null) {
            watches.put(instrumentId, new Watch());
        }
    }

    /** Tells whether an owner may have no more, unless one of their own gives way. */
    boolean isFull(String owner) {
        if (all.size() == CAPACITY) {
            return true;
        }
        int count = 0;
        for (Alert alert : all) {
            count += alert.isOf(owner) ? 1 : 0;
        }
        return count >= MOST_OF_OWNER;
    }

    /** Returns an owner's oldest alert that will not fire any more; null: there is none. */
    Alert oldestEnded(String owner) {
        for (Alert alert : all) {
            if (!alert.isActive() && alert.isOf(owner)) {
                return alert;
            }
        }
        return null;
    }

    long nextId() {
        return ++lastId;
    }

    /** Returns an alert; null: there is none. */
    Alert get(long alertId) {
        for (Alert alert : all) { // a command's business, not an event's
            if (alert.id() == alertId) {
                return alert;
            }
        }
        return null;
    }

    /** Returns what is watched of an event's instrument; null: nothing. */
    Watch watched(DirectBuffer buffer, int offset) {
        Watch watch = watches.of(buffer, offset);
        return watch == null || watch.isEmpty() ? null : watch;
    }

    /** Returns what is kept of an instrument, or for id 0 of what is of no instrument; null: it is not defined. */
    Watch watch(int instrumentId) {
        return instrumentId == Comparison.DESK ? desk : watches.get(instrumentId);
    }

    /** Returns what is watched of accounts and venues; null: nothing. */
    Watch desk() {
        return desk.isEmpty() ? null : desk;
    }

    int count() {
        return all.size();
    }

    Alert at(int index) {
        return all.get(index);
    }

    int feedAlertCount() {
        return ofFeeds.size();
    }

    Alert feedAlertAt(int index) {
        return ofFeeds.get(index);
    }

    void add(Alert alert, long nowNs) {
        Watch left = watch(alert.comparison().leftInstrument());
        if (left.isEmpty()) {
            left.seen(nowNs); // before that nobody looked
        }
        all.add(alert);
        watch(alert);
    }

    void remove(Alert alert) {
        all.remove(alert);
        unwatch(alert);
    }

    /** Shows an alert that has ended no more values. */
    void unwatch(Alert alert) {
        ofFeeds.remove(alert);
        watch(alert.comparison().leftInstrument()).remove(alert);
        watch(alert.comparison().rightInstrument()).remove(alert);
    }

    /** Begins anew with the engine. */
    void begin(long nowNs) {
        desk.begin(nowNs);
        for (int id = 1; id < watches.limit(); id++) {
            if (watches.get(id) != null) {
                watches.get(id).begin(nowNs);
            }
        }
    }

    void save(SnapshotWriter out) {
        watches.save(out, Watch::save);
        desk.save(out);
        out.putLong(lastId).putInt(all.size());
        for (Alert alert : all) {
            alert.save(out);
        }
    }

    void load(SnapshotReader in) {
        watches.load(in, Watch::load);
        desk = Watch.load(in);
        lastId = in.getLong();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            Alert alert = Alert.load(in);
            all.add(alert);
            if (alert.isActive()) {
                watch(alert);
            }
        }
    }

    private void watch(Alert alert) {
        int left = alert.comparison().leftInstrument();
        int right = alert.comparison().rightInstrument();
        watch(left).add(alert);
        if (right != left) {
            watch(right).add(alert);
        }
        if (alert.isOfFeed()) {
            ofFeeds.add(alert);
        }
    }
}
