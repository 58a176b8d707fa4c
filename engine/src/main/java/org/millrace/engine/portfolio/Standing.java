package org.millrace.engine.portfolio;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** How a ledger, or all accounts, stood when they were last valued: sums in one currency. */
public final class Standing {
    private final int accountId;
    private final int strategyId;
    private final Sums told = new Sums();
    private final Sums sums = new Sums();
    private long currency;
    private long capital;
    private long highest;
    private long morning;
    private boolean begun;
    private boolean mayBeNew = true; // not part of the state: whether sums were touched since they were told

    /**
     * Makes one that has nothing.
     *
     * @param accountId  0: of all accounts
     * @param strategyId 0: of the account
     */
    Standing(int accountId, int strategyId) {
        this.accountId = accountId;
        this.strategyId = strategyId;
    }

    public int accountId() {
        return accountId;
    }

    public int strategyId() {
        return strategyId;
    }

    /** Returns in which currency the sums are. */
    public long currency() {
        return currency;
    }

    public long cash() {
        return sums.cash;
    }

    public long fees() {
        return sums.fees;
    }

    public long realised() {
        return sums.realised;
    }

    public long unrealised() {
        return sums.unrealised;
    }

    public long exposure() {
        return sums.exposure;
    }

    /** Returns cash and what all that is held is worth. */
    public long equity() {
        return sums.cash + sums.worth;
    }

    /** Returns how many currencies are not in the sums, since nothing tells what they are worth. */
    public int excluded() {
        return sums.excluded;
    }

    /** Returns what was lost of the highest equity, 0 to 1 and more; of a strategy, of its account's at its beginning. */
    public double drawdown() {
        long whole = highest + capital;
        return whole <= 0 ? 0 : (double) (highest - equity()) / whole;
    }

    /** Returns what was earned since midnight UTC, without transfers. */
    public long earnedToday() {
        return equity() - morning;
    }

    /** Tells, once, whether something is new that should be told. */
    public boolean takeChange() {
        if (!mayBeNew) {
            return false;
        }
        mayBeNew = false;
        boolean isNew = !told.equalTo(sums);
        told.copy(sums);
        return isNew;
    }

    /** Takes it for new. */
    public void retell() {
        told.excluded = -1;
        mayBeNew = true;
    }

    /** Says what a strategy may be said to begin with. */
    void capital(long money) {
        capital = money;
    }

    void begin(long inCurrency) {
        currency = inCurrency;
        sums.clear();
        mayBeNew = true;
    }

    void add(Purse purse, double rate) {
        if (Double.isNaN(rate)) {
            sums.excluded += purse.isEmpty() ? 0 : 1;
            return;
        }
        sums.cash += convert(purse.cash(), rate);
        sums.worth += convert(purse.worth(), rate);
        sums.exposure += convert(purse.gross(), rate);
        sums.realised += convert(purse.realised(), rate);
        sums.unrealised += convert(purse.unrealised(), rate);
        sums.fees += convert(purse.fees(), rate);
    }

    void add(Standing other, double rate) {
        sums.excluded += other.excluded();
        if (Double.isNaN(rate)) {
            sums.excluded++;
            return;
        }
        sums.cash += convert(other.sums.cash, rate);
        sums.worth += convert(other.sums.worth, rate);
        sums.exposure += convert(other.sums.exposure, rate);
        sums.realised += convert(other.sums.realised, rate);
        sums.unrealised += convert(other.sums.unrealised, rate);
        sums.fees += convert(other.sums.fees, rate);
    }

    void end() {
        if (!begun) {
            begun = true;
            highest = equity();
            morning = equity();
        }
        highest = Math.max(highest, equity());
    }

    /** Money came in, or went: nobody earned or lost it. */
    void transfer(long amount) {
        highest += amount;
        morning += amount;
    }

    void beginDay() {
        morning = equity();
    }

    /** Forgets what it was: it begins anew. */
    void restart() {
        begun = false;
    }

    void save(SnapshotWriter out) {
        out.putLong(currency).putLong(capital).putLong(highest).putLong(morning).putBoolean(begun);
        told.save(out);
        sums.save(out);
    }

    void load(SnapshotReader in) {
        currency = in.getLong();
        capital = in.getLong();
        highest = in.getLong();
        morning = in.getLong();
        begun = in.getBoolean();
        told.load(in);
        sums.load(in);
        mayBeNew = true;
    }

    /** Returns an amount in another currency; nothing where nobody knows the rate. */
    static long convert(long amount, double rate) {
        return rate == 1 ? amount : (long) Math.rint((double) amount * rate); // NaN is 0 as a long
    }

    private static final class Sums {
        private long cash;
        private long worth;
        private long exposure;
        private long realised;
        private long unrealised;
        private long fees;
        private int excluded = -1;

        void clear() {
            cash = 0;
            worth = 0;
            exposure = 0;
            realised = 0;
            unrealised = 0;
            fees = 0;
            excluded = 0;
        }

        void copy(Sums other) {
            cash = other.cash;
            worth = other.worth;
            exposure = other.exposure;
            realised = other.realised;
            unrealised = other.unrealised;
            fees = other.fees;
            excluded = other.excluded;
        }

        boolean equalTo(Sums other) {
            return cash == other.cash
                    && worth == other.worth
                    && exposure == other.exposure
                    && realised == other.realised
                    && fees == other.fees
                    && excluded == other.excluded;
        }

        void save(SnapshotWriter out) {
            out.putLong(cash).putLong(worth).putLong(exposure).putLong(realised);
            out.putLong(unrealised).putLong(fees).putInt(excluded);
        }

        void load(SnapshotReader in) {
            cash = in.getLong();
            worth = in.getLong();
            exposure = in.getLong();
            realised = in.getLong();
            unrealised = in.getLong();
            fees = in.getLong();
            excluded = in.getInt();
        }
    }
}
