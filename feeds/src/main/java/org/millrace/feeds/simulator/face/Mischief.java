package org.millrace.feeds.simulator.face;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import org.millrace.feeds.simulator.market.SimulatedMarket;

/** Says what becomes of a face's payloads: it loses, doubles, delays or spoils what it was told to. */
final class Mischief {
    private static final long STALE_NS = SECONDS.toNanos(10);

    private final SimulatedMarket market;
    private final List<Content> kinds;
    private final long[] staleUntilNs;
    private final Fate[] armed; // by stream
    private int refusals;

    Mischief(SimulatedMarket market, List<Content> kinds) {
        this.market = market;
        this.kinds = kinds;
        staleUntilNs = new long[market.count()];
        armed = new Fate[market.count() * kinds.size()];
    }

    /** Prepares a misbehaviour for the next payload that it concerns. */
    void arm(Misbehaviour kind, int instrument) {
        switch (kind) {
            case STALE -> staleUntilNs[instrument] = market.nowNs() + STALE_NS;
            case REST_FAILURE -> refusals++;
            case GAP -> arm(instrument, Content.BOOK, Fate.LOST);
            case TRADE_GAP -> arm(instrument, Content.TRADES, Fate.LOST);
            case GARBAGE -> {
                arm(instrument, Content.BOOK, Fate.SPOILT);
                arm(instrument, Content.TRADES, Fate.SPOILT);
            }
            case DUPLICATE -> {
                arm(instrument, Content.BOOK, Fate.TWICE);
                arm(instrument, Content.TRADES, Fate.TWICE);
            }
            case OUT_OF_ORDER -> {
                arm(instrument, Content.BOOK, Fate.LATE);
                arm(instrument, Content.TRADES, Fate.LATE);
            }
            default -> throw new IllegalArgumentException(kind + " is not about frames");
        }
    }

    /** Answers whether nothing is to be said of an instrument. */
    boolean isStale(int instrument) {
        return market.nowNs() < staleUntilNs[instrument];
    }

    /** Returns what becomes of a stream's next payload. */
    Fate next(int stream) {
        Fate fate = armed[stream];
        armed[stream] = null;
        return fate == null ? Fate.SENT : fate;
    }

    /** Answers whether a request for a snapshot is to be refused. */
    boolean refuses() {
        if (refusals == 0) {
            return false;
        }
        refusals--;
        return true;
    }

    private void arm(int instrument, Content content, Fate fate) {
        for (int kind = 0; kind < kinds.size(); kind++) {
            if (kinds.get(kind) == content) {
                armed[instrument * kinds.size() + kind] = fate;
            }
        }
    }
}
