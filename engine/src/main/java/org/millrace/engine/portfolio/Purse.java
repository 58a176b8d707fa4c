package org.millrace.engine.portfolio;

import org.millrace.engine.exchange.Currency;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What a ledger has of one currency. Cash and the cost of what is held are always what was brought in, plus what was
 * earned, minus fees: to the last unit.
 */
public final class Purse {
    private long currency;
    private long cash;
    private long fees;
    private long realised;
    private long worth;
    private long gross;
    private long cost;
    private double rate = 1;
    private boolean changed;

    Purse(long currency) {
        this.currency = currency;
    }

    /** Returns which, as {@link Currency} numbers it. */
    public long currency() {
        return currency;
    }

    public long cash() {
        return cash;
    }

    public long fees() {
        return fees;
    }

    /** Returns what was earned by what is not held any more, before fees. */
    public long realised() {
        return realised;
    }

    /** Returns what one of it is worth in the ledger's currency; NaN: nothing tells. */
    public double rate() {
        return rate;
    }

    /** Tells, once, whether something is new that should be told. */
    public boolean takeChange() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Takes it for new. */
    public void retell() {
        changed = true;
    }

    /** Returns what is held, worth more than it cost. */
    long unrealised() {
        return worth - cost;
    }

    long worth() {
        return worth;
    }

    long gross() {
        return gross;
    }

    boolean isEmpty() {
        return cash == 0 && worth == 0 && gross == 0;
    }

    /** Says which currency it is, if that was not known. */
    void denominate(long as) {
        if (currency == Currency.NONE) {
            currency = as;
        }
    }

    void receive(long amount) {
        cash += amount;
        changed = true;
    }

    void trade(long paid, long fee, long earned) {
        cash -= paid + fee;
        fees += fee;
        realised += earned;
        changed = true;
    }

    void beginValue(double rateNow) {
        rate = rateNow;
        worth = 0;
        gross = 0;
        cost = 0;
    }

    void value(long worthNow, long paid) {
        worth += worthNow;
        gross += Math.abs(worthNow);
        cost += paid;
    }

    void save(SnapshotWriter out) {
        out.putLong(currency).putLong(cash).putLong(fees).putLong(realised);
        out.putLong(worth).putLong(gross).putLong(cost).putDouble(rate).putBoolean(changed);
    }

    static Purse load(SnapshotReader in) {
        Purse purse = new Purse(in.getLong());
        purse.cash = in.getLong();
        purse.fees = in.getLong();
        purse.realised = in.getLong();
        purse.worth = in.getLong();
        purse.gross = in.getLong();
        purse.cost = in.getLong();
        purse.rate = in.getDouble();
        purse.changed = in.getBoolean();
        return purse;
    }
}
