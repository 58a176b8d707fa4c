package org.millrace.engine.quality;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Whether an instrument's trade ids rise. Of the ids below the highest the last 64 are remembered, so that a trade that
 * comes twice is told from one that comes late.
 *
 * <p>After a new start or a new connection a venue may count anew: then a lower id with a later time is taken. So it is
 * after an id far above the last, which may have been damaged: one such would refuse all that follow.
 */
final class TradeIds {
    private static final int REMEMBERED = 64;
    private static final long MAX_STEP = 1_000_000;

    private long highest;
    private long seenBelow;
    private long newestTime;
    private boolean mayRestart;

    /** Judges the next trade's id; an id of 0 is none. {@code NULL_VAL}: accepted. */
    RejectReason next(long id, long eventTime) {
        if (id == 0) {
            return RejectReason.NULL_VAL;
        }
        if (id > highest) {
            advance(id, eventTime);
            return RejectReason.NULL_VAL;
        }
        if (mayRestart && eventTime > newestTime) {
            highest = id;
            seenBelow = 0;
            newestTime = eventTime;
            mayRestart = false;
            return RejectReason.NULL_VAL;
        }
        return wasSeen(id) ? RejectReason.DUPLICATE : RejectReason.OUT_OF_ORDER;
    }

    /** Returns the highest id accepted; 0 = none. */
    long highest() {
        return highest;
    }

    /** Tells that the venue may count anew. */
    void restart() {
        mayRestart = true;
    }

    void save(SnapshotWriter out) {
        out.putLong(highest).putLong(seenBelow).putLong(newestTime).putBoolean(mayRestart);
    }

    void load(SnapshotReader in) {
        highest = in.getLong();
        seenBelow = in.getLong();
        newestTime = in.getLong();
        mayRestart = in.getBoolean();
    }

    private void advance(long id, long eventTime) {
        long step = id - highest;
        boolean known = highest != 0;
        seenBelow = step < REMEMBERED ? seenBelow << step : 0;
        if (known && step <= REMEMBERED) {
            seenBelow |= 1L << (step - 1);
        }
        highest = id;
        newestTime = Math.max(newestTime, eventTime);
        mayRestart = known && step > MAX_STEP;
    }

    private boolean wasSeen(long id) {
        long below = highest - id;
        return below == 0 || (below <= REMEMBERED && (seenBelow & (1L << (below - 1))) != 0);
    }
}
