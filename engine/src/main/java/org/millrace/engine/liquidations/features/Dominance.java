package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Which side has the upper hand: 1 bull (shorts are liquidated), -1 bear (longs are), 0 neither; since when, and in which of
 * its episodes.
 */
final class Dominance {
    private static final double BULLISH_RISK = 0.48;
    private static final double BEARISH_RISK = 0.52;

    private int side;
    private int sideBefore;
    private int lastSide;
    private int duration;
    private int episode;
    private int bullEpisodes;
    private int bearEpisodes;
    private int nextLastSide;

    /** Judges by bin and size of the difference both: neither alone makes a side dominate. */
    static int of(int bin, double risk, double difference, Thresholds thresholds) {
        if (!thresholds.areKnown()) {
            return 0;
        }
        boolean isBull = (bin <= 3 && difference <= thresholds.difference(0.2))
                || (bin == 4 && risk <= BULLISH_RISK && difference <= thresholds.difference(0.4));
        if (isBull) {
            return 1;
        }
        boolean isBear = (bin >= 5 && difference >= thresholds.difference(0.8))
                || (bin == 4 && risk >= BEARISH_RISK && difference >= thresholds.difference(0.6));
        return isBear ? -1 : 0;
    }

    /** Takes the side of the next hour. */
    void update(int next) {
        sideBefore = side;
        lastSide = nextLastSide;
        duration = duration > 0 && next == side ? duration + 1 : 1;
        side = next;
        if (next == 0) {
            episode = 0;
            return;
        }
        if (next > 0) {
            bullEpisodes = episodes(bullEpisodes, next);
            episode = bullEpisodes;
        } else {
            bearEpisodes = episodes(bearEpisodes, next);
            episode = bearEpisodes;
        }
        nextLastSide = next;
    }

    int side() {
        return side;
    }

    /** Returns the last side that dominated before this hour; 0: none yet. */
    int lastSide() {
        return lastSide;
    }

    /** Returns for how many hours it is so, this one included. */
    int duration() {
        return duration;
    }

    /** Returns the ordinal of this side's episode since the other last dominated; 0: no side does. */
    int episode() {
        return episode;
    }

    /** Returns whether a side still dominates. */
    boolean isKept() {
        return side != 0 && side == sideBefore;
    }

    /** Returns whether the side that last dominated does, with or without a pause. */
    boolean isStrengthened() {
        return side != 0 && side == lastSide;
    }

    void save(SnapshotWriter out) {
        out.putInt(side).putInt(sideBefore).putInt(lastSide).putInt(duration).putInt(episode);
        out.putInt(bullEpisodes).putInt(bearEpisodes).putInt(nextLastSide);
    }

    void load(SnapshotReader in) {
        side = in.getInt();
        sideBefore = in.getInt();
        lastSide = in.getInt();
        duration = in.getInt();
        episode = in.getInt();
        bullEpisodes = in.getInt();
        bearEpisodes = in.getInt();
        nextLastSide = in.getInt();
    }

    private int episodes(int soFar, int next) {
        if (next == sideBefore) {
            return soFar;
        }
        return lastSide == -next ? 1 : soFar + 1;
    }
}
