package org.millrace.engine.strategy.position;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** How often the trades of a strategy won, and how much, and how often they lost. */
public final class WinLoss {
    /** Trades from which on something can be said. */
    static final int ENOUGH = 20;

    private int wins;
    private int losses;
    private double won;
    private double lost;

    /** Takes what a trade earned after fees. */
    public void add(double earned) {
        if (earned > 0) {
            wins++;
            won += earned;
        } else {
            losses++;
            lost -= earned;
        }
    }

    boolean isEnough() {
        return wins + losses >= ENOUGH;
    }

    /**
     * Returns the part of one's money that grows it fastest: {@code p - (1 - p) / b}, where p is how often one wins and
     * b how much for each that one loses (J. L. Kelly, Bell System Technical Journal 35, 1956). Below 0: better not; 1
     * where nothing was ever lost.
     */
    public double kelly() {
        if (wins == 0) {
            return -1;
        }
        double often = (double) wins / (wins + losses);
        double ratio = won / wins / (lost / losses); // infinite, or NaN, where nothing was lost
        return lost == 0 ? 1 : often - (1 - often) / ratio;
    }

    void save(SnapshotWriter out) {
        out.putInt(wins).putInt(losses).putDouble(won).putDouble(lost);
    }

    void load(SnapshotReader in) {
        wins = in.getInt();
        losses = in.getInt();
        won = in.getDouble();
        lost = in.getDouble();
    }
}
