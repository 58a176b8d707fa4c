package org.millrace.engine.alerts;

import org.millrace.codecs.sbe.AlertCommandDecoder;
import org.millrace.codecs.sbe.AlertCondition;
import org.millrace.codecs.sbe.AlertState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** One alert: what it compares, and when it may fire. */
final class Alert {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int MINUTES_A_DAY = 1_440;
    private static final int DAYS_A_WEEK = 7;
    private static final int FIRST_DAY = 3; // 1 January 1970 was a Thursday

    private final AlertRecord record;
    private final Comparison comparison;
    private final boolean isOfFeed;
    private boolean isActive;
    private long cooldownNs;
    private long lastTriggered;

    private Alert(AlertRecord record) {
        this.record = record;
        comparison = new Comparison(record);
        isOfFeed = record.get().condition() == AlertCondition.FEED_STALE;
        isActive = record.get().state() == AlertState.ACTIVE;
        cooldownNs = record.get().cooldown();
        lastTriggered = record.get().lastTriggered();
    }

    static Alert of(AlertRecord record) {
        return new Alert(record);
    }

    static Alert load(SnapshotReader in) {
        Alert alert = new Alert(AlertRecord.load(in));
        alert.comparison.load(in);
        return alert;
    }

    void save(SnapshotWriter out) {
        record.save(out);
        comparison.save(out);
    }

    AlertRecord record() {
        return record;
    }

    Comparison comparison() {
        return comparison;
    }

    long id() {
        return record.get().alertId();
    }

    /** Tells whether it is somebody's; a command's business, not an event's. */
    boolean isOf(String owner) {
        return record.get().owner().equals(owner);
    }

    /** Tells whether it watches a feed, and compares nothing. */
    boolean isOfFeed() {
        return isOfFeed;
    }

    boolean isActive() {
        return isActive;
    }

    /** Tells whether it fires if its condition is true. */
    boolean mayFire(long nowNs) {
        return isActive && !isCooling(nowNs) && !isSilent(nowNs);
    }

    /** Notes that it fires. */
    void fire(long nowNs) {
        lastTriggered = nowNs;
        record.change().lastTriggered(nowNs).triggers(record.get().triggers() + 1);
        if (record.get().once() == BooleanType.T) {
            end(AlertState.FIRED);
        }
    }

    /** Has it never fire again. */
    void end(AlertState state) {
        isActive = false;
        record.change().state(state);
    }

    /** Takes from a command when it is to be silent. */
    void silence(AlertCommandDecoder command) {
        record.silence(command);
    }

    private boolean isCooling(long nowNs) {
        return lastTriggered != 0 && nowNs - lastTriggered < cooldownNs;
    }

    private boolean isSilent(long nowNs) {
        boolean isOnce =
                record.get().silenceFrom() <= nowNs && nowNs < record.get().silenceUntil();
        return isOnce || (record.get().quietDays() != 0 && isQuiet(Math.floorDiv(nowNs, MINUTE_NS)));
    }

    /** Tells whether a minute since the epoch lies in the quiet hours, which may last beyond midnight. */
    private boolean isQuiet(long minute) {
        int from = record.get().quietFrom();
        int until = record.get().quietUntil();
        int ofDay = (int) Math.floorMod(minute, (long) MINUTES_A_DAY);
        long day = Math.floorDiv(minute, (long) MINUTES_A_DAY);
        if (from < until) {
            return isQuietDay(day) && ofDay >= from && ofDay < until;
        }
        return ofDay >= from ? isQuietDay(day) : ofDay < until && isQuietDay(day - 1);
    }

    private boolean isQuietDay(long day) {
        int ofWeek = (int) Math.floorMod(day + FIRST_DAY, (long) DAYS_A_WEEK);
        return (record.get().quietDays() & (1 << ofWeek)) != 0;
    }
}
