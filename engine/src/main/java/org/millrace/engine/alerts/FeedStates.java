package org.millrace.engine.alerts;

import java.util.Arrays;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Which connections of each venue say of themselves that they are not to be trusted: the first 64 of each. */
final class FeedStates {
    private static final int VENUES = 256;

    private final long[] bad = new long[VENUES];

    /** Returns a set of what is bad with the newest state of one of them. */
    static long with(long set, int number, FeedState state) {
        long bit = 1L << (number & (Long.SIZE - 1));
        return switch (state) {
            case STALE, DISCONNECTED, CIRCUIT_OPEN -> set | bit;
            case LIVE -> set & ~bit;
            default -> set;
        };
    }

    void note(int venue, int connection, FeedState state) {
        bad[venue] = with(bad[venue], connection, state);
    }

    boolean isBad(int venue) {
        return bad[venue] != 0;
    }

    void forget() {
        Arrays.fill(bad, 0);
    }

    void save(SnapshotWriter out) {
        out.putLongs(bad, VENUES);
    }

    void load(SnapshotReader in) {
        in.getLongs(bad, VENUES);
    }
}
