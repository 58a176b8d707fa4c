package org.millrace.engine.quality;

import org.millrace.codecs.sbe.Verdict;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * A trade that was passed on flagged, and what has spoken for and against it since. A later trade speaks for it when
 * its price is nearer to the suspect's than to the mean from which that departed.
 *
 * <p>The verdict: CONFIRMED as soon as a quarter of {@code verdictTrades} spoke for it. When {@code verdictTrades} have
 * come or {@code verdictTime} has passed: REJECTED if hardly any (a tenth at most) spoke for it and the venue's quote
 * does not, CONFIRMED otherwise. After less than {@value #FEW} trades only the quote can speak against it: without
 * evidence a trade stands. A suspect for its quantity alone always stands: its price says that the
 * market is there.
 */
final class Suspect {
    private static final int CONFIRMING_SHARE = 4;
    private static final int REJECTING_SHARE = 10;
    private static final int FEW = 3;

    long sequence;
    long tradeId;
    long price;
    long quantity;
    long eventTime;
    /** When it came: by the receiver's clock, or the venue's where a recording kept no receive time. */
    long clock;

    double mean;
    int flags;
    byte priceExponent;
    boolean byPrice;
    private int seen;
    private int supporting;

    /** Forgets what was counted for the trade that had this place before. */
    void begin() {
        seen = 0;
        supporting = 0;
    }

    /** Counts a later trade. */
    void hear(long otherPrice) {
        seen++;
        if (!byPrice || speaksFor((double) otherPrice)) {
            supporting++;
        }
    }

    /** Judges by what came since; {@code NULL_VAL} while it is too early. */
    Verdict judge(long now, InstrumentQuality instrument) {
        int trades = instrument.thresholds.verdictTrades();
        if (supporting >= Math.max(1, trades / CONFIRMING_SHARE)) {
            return Verdict.CONFIRMED;
        }
        if (seen < trades && now - clock < instrument.thresholds.verdictNs()) {
            return Verdict.NULL_VAL;
        }
        return isRefuted(instrument.quoteMidAfter(sequence)) ? Verdict.REJECTED : Verdict.CONFIRMED;
    }

    /** Returns whether a price belongs to the level that this trade showed first. */
    boolean speaksFor(double otherPrice) {
        return Math.abs(otherPrice - (double) price) < Math.abs(otherPrice - mean);
    }

    void save(SnapshotWriter out) {
        out.putLong(sequence).putLong(tradeId).putLong(price).putLong(quantity);
        out.putLong(eventTime).putLong(clock).putDouble(mean).putInt(flags);
        out.putInt(priceExponent).putBoolean(byPrice).putInt(seen).putInt(supporting);
    }

    void load(SnapshotReader in) {
        sequence = in.getLong();
        tradeId = in.getLong();
        price = in.getLong();
        quantity = in.getLong();
        eventTime = in.getLong();
        clock = in.getLong();
        mean = in.getDouble();
        flags = in.getInt();
        priceExponent = (byte) in.getInt();
        byPrice = in.getBoolean();
        seen = in.getInt();
        supporting = in.getInt();
    }

    private boolean isRefuted(double quoteMid) {
        boolean quoted = !Double.isNaN(quoteMid);
        if (!byPrice || supporting * REJECTING_SHARE > seen || (quoted && speaksFor(quoteMid))) {
            return false;
        }
        return seen >= FEW || quoted;
    }
}
