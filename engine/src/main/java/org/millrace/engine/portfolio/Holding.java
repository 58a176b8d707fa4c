package org.millrace.engine.portfolio;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What is held of one instrument: a quantity, below 0 where more was sold than held, and what was paid for it, below 0
 * where it was received. What is sold takes its share of the average cost with it; by lots, what the oldest cost.
 */
public final class Holding {
    private final int instrumentId;
    private final long currency;
    private final Lots lots = new Lots();
    private long quantity;
    private long cost;
    private long realised;
    private long fifoRealised;

    Holding(int instrumentId, long currency) {
        this.instrumentId = instrumentId;
        this.currency = currency;
    }

    int instrumentId() {
        return instrumentId;
    }

    /** Returns what it is paid in, as {@link org.millrace.engine.exchange.Currency} numbers it. */
    long currency() {
        return currency;
    }

    /** Returns the quantity, a mantissa of the instrument's exponent. */
    public long quantity() {
        return quantity;
    }

    /** Returns what was paid for it, in {@link Money} of the currency that the instrument is priced in, as all below. */
    public long cost() {
        return cost;
    }

    /** Returns what was earned by what is not held any more, before fees. */
    public long realised() {
        return realised;
    }

    /** Returns the same, had what was bought first been sold first. */
    public long fifoRealised() {
        return fifoRealised;
    }

    /**
     * Returns the average price paid; NaN where nothing is held.
     *
     * @param quantityExponent of the instrument
     */
    public double averagePrice(int quantityExponent) {
        return quantity == 0 ? Double.NaN : Money.toDouble(cost) / Decimals.toDouble(quantity, quantityExponent);
    }

    /**
     * Takes an execution.
     *
     * @param bought quantity, below 0: sold
     * @param paid   price × quantity, below 0: received
     */
    void trade(long bought, long paid) {
        long closed = (quantity ^ bought) < 0 ? Math.min(Math.abs(quantity), Math.abs(bought)) : 0;
        long paidForClosed = closed == 0 ? 0 : Money.share(paid, closed, Math.abs(bought));
        if (closed > 0) {
            close(closed, paidForClosed);
        }
        long opened = Math.abs(bought) - closed;
        if (opened > 0) {
            lots.add(opened, paid - paidForClosed);
            cost += paid - paidForClosed;
        }
        quantity += bought;
    }

    void save(SnapshotWriter out) {
        out.putInt(instrumentId)
                .putLong(currency)
                .putLong(quantity)
                .putLong(cost)
                .putLong(realised)
                .putLong(fifoRealised);
        lots.save(out);
    }

    static Holding load(SnapshotReader in) {
        Holding holding = new Holding(in.getInt(), in.getLong());
        holding.quantity = in.getLong();
        holding.cost = in.getLong();
        holding.realised = in.getLong();
        holding.fifoRealised = in.getLong();
        holding.lots.load(in);
        return holding;
    }

    private void close(long closed, long paid) {
        long whole = Math.abs(quantity);
        long share = closed == whole ? cost : Money.share(cost, closed, whole);
        cost -= share;
        realised -= paid + share;
        fifoRealised -= paid + lots.take(closed);
    }
}
