package org.millrace.engine.time;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Estimates by how much each venue's clock is ahead of the receiver's, from events alone.
 *
 * <p>An event left the venue at {@code eventTime} by the venue's clock and arrived at {@code receiveTime} by ours, later:
 * {@code eventTime - receiveTime} is the offset less the way it came. The largest of the last 30 to 60 seconds is the
 * estimate. It is kept as the largest of this half minute and of the one before, so that it forgets within a minute; an
 * event that comes after a longer pause, or after the receiver's clock was set, begins anew.
 *
 * <p>Events without a receive time (0), and those to which their decoder gave the receive time because the venue states
 * none, say nothing and are passed over.
 */
public final class VenueClocks {
    private static final int VENUES = 256;
    private static final long HALF_NS = 30_000_000_000L;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long[] halves = new long[VENUES];
    private final long[] current = new long[VENUES];
    private final long[] previous = new long[VENUES];

    /** Creates clocks that have seen nothing. */
    public VenueClocks() {
        Arrays.fill(current, UNKNOWN);
        Arrays.fill(previous, UNKNOWN);
    }

    /** Takes an event's two times, UTC ns, into the estimate of its venue. */
    public void observe(int venue, long eventTime, long receiveTime) {
        if (receiveTime == 0 || eventTime == receiveTime) {
            return;
        }
        long delta = eventTime - receiveTime;
        long half = receiveTime / HALF_NS;
        if (half != halves[venue]) {
            roll(venue, half);
        }
        if (delta > current[venue]) {
            current[venue] = delta;
        }
    }

    /** Returns whether an event has told the offset. */
    public boolean isKnown(int venue) {
        return current[venue] != UNKNOWN;
    }

    /** Returns the venue's clock minus ours, ns, as last estimated; 0 while nothing is known. */
    public long offset(int venue) {
        return isKnown(venue) ? Math.max(current[venue], previous[venue]) : 0;
    }

    /**
     * Returns how old an event was by the venue's clock when it came, beyond the quickest event of the last minute, ns.
     * Negative: it is from later than the venue's now. 0 where there is nothing fresh to judge by.
     */
    public long age(int venue, long eventTime, long receiveTime) {
        if (receiveTime == 0 || eventTime == receiveTime) {
            return 0;
        }
        long ahead = receiveTime / HALF_NS - halves[venue];
        long best = UNKNOWN;
        if (ahead == 0 || ahead == -1) {
            best = Math.max(current[venue], previous[venue]);
        } else if (ahead == 1) {
            best = current[venue];
        }
        return best == UNKNOWN ? 0 : best - (eventTime - receiveTime);
    }

    /** Writes what the next event depends on. */
    public void save(SnapshotWriter out) {
        out.putLongs(halves, VENUES).putLongs(current, VENUES).putLongs(previous, VENUES);
    }

    /** Reads what {@link #save} wrote. */
    public void load(SnapshotReader in) {
        in.getLongs(halves, VENUES);
        in.getLongs(current, VENUES);
        in.getLongs(previous, VENUES);
    }

    private void roll(int venue, long half) {
        if (half == halves[venue] - 1) {
            return; // two connections' frames, handed over in another order than they came
        }
        previous[venue] = half == halves[venue] + 1 ? current[venue] : UNKNOWN;
        current[venue] = UNKNOWN;
        halves[venue] = half;
    }
}
