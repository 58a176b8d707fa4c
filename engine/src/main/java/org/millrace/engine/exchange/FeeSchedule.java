package org.millrace.engine.exchange;

import java.util.EnumMap;
import java.util.Map;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What venues take of each execution, in millionths of its notional; below 0 they pay. */
public final class FeeSchedule {
    /** List prices of venues' lowest tiers, which a desk replaces by its own: maker, taker. */
    private static final Map<Venue, int[]> LISTED = new EnumMap<>(Map.of(
            Venue.BINANCE, new int[] {1_000, 1_000},
            Venue.BINANCE_US, new int[] {1_000, 1_000},
            Venue.BINANCE_USDM, new int[] {200, 500},
            Venue.COINBASE, new int[] {4_000, 6_000},
            Venue.COINBASE_ADVANCED, new int[] {4_000, 6_000},
            Venue.KRAKEN, new int[] {2_500, 4_000},
            Venue.ALPACA, new int[] {0, 0},
            Venue.SIMULATOR, new int[] {1_000, 1_000}));

    private static final int[] NO_FEES = {0, 0};
    private static final int VENUES = 256;
    private static final double MILLION = 1e6;
    private static final int AS_LISTED = -1;

    private final int[] maker = new int[VENUES];
    private final int[] taker = new int[VENUES];

    FeeSchedule() {
        for (int venue = 0; venue < VENUES; venue++) {
            set(Liquidity.MAKER, venue, AS_LISTED);
            set(Liquidity.TAKER, venue, AS_LISTED);
        }
    }

    /** Returns what a venue's list says, in millionths. */
    public static int listed(Venue venue, Liquidity liquidity) {
        return LISTED.getOrDefault(venue, NO_FEES)[liquidity == Liquidity.MAKER ? 0 : 1];
    }

    /**
     * Sets a fee.
     *
     * @param venue number of the venue; 0: all of them
     * @param value part of the notional; -1: as listed
     */
    void set(Liquidity liquidity, int venue, double value) {
        int[] fees = liquidity == Liquidity.MAKER ? maker : taker;
        for (int i = venue; i < (venue == 0 ? VENUES : venue + 1); i++) {
            fees[i] = value == AS_LISTED
                    ? listed(Venue.get((short) i), liquidity)
                    : (int) StrictMath.rint(value * MILLION);
        }
    }

    int of(int venue, Liquidity liquidity) {
        return liquidity == Liquidity.MAKER ? maker[venue] : taker[venue];
    }

    void save(SnapshotWriter out) {
        for (int i = 0; i < VENUES; i++) {
            out.putInt(maker[i]).putInt(taker[i]);
        }
    }

    void load(SnapshotReader in) {
        for (int i = 0; i < VENUES; i++) {
            maker[i] = in.getInt();
            taker[i] = in.getInt();
        }
    }
}
