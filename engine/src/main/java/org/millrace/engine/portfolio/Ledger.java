package org.millrace.engine.portfolio;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.decimal.Money;
import org.millrace.engine.exchange.Currency;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The books of an account, or of one strategy in it: a purse for each currency, and what is held of each instrument. Sums
 * are in one currency, as they were when it was last valued: with each fill, and with each beat of the clock.
 */
public final class Ledger {
    private static final long NEVER = -1;

    private final Standing standing;
    private final PerInstrument<Holding> holdings = new PerInstrument<>();
    private final List<Holding> held = new ArrayList<>();
    private final List<Purse> purses = new ArrayList<>();
    private long currency;
    private boolean used;
    private long valuedPriceCount = NEVER; // the exchange's, when it was last valued
    private boolean hangsOnPrices = true;

    Ledger(int accountId, int strategyId, long currency) {
        standing = new Standing(accountId, strategyId);
        this.currency = currency;
        purses.add(new Purse(currency));
    }

    public int accountId() {
        return standing.accountId();
    }

    /** Returns whose it is; 0: the account's as a whole. */
    public int strategyId() {
        return standing.strategyId();
    }

    /** Returns the currency of its sums; none: until it trades. */
    public long currency() {
        return currency;
    }

    /** Returns its sums. */
    public Standing standing() {
        return standing;
    }

    public long cash() {
        return standing.cash();
    }

    public long fees() {
        return standing.fees();
    }

    /** Returns what was earned by what is not held any more, before fees. */
    public long realised() {
        return standing.realised();
    }

    /** Returns what all that is held is worth more than it cost. */
    public long unrealised() {
        return standing.unrealised();
    }

    /** Returns what all positions are worth, each counted as positive. */
    public long exposure() {
        return standing.exposure();
    }

    /** Returns cash and what all that is held is worth. */
    public long equity() {
        return standing.equity();
    }

    /** Returns what was lost of the highest equity, 0 to 1 and more. */
    public double drawdown() {
        return standing.drawdown();
    }

    /** Returns what was lost since midnight UTC; below 0: earned. */
    public long lostToday() {
        return -standing.earnedToday();
    }

    /** Returns what is held of an instrument; null: nothing was ever traded. */
    public Holding holding(int instrumentId) {
        return holdings.get(instrumentId);
    }

    /** Returns the quantity held of an instrument. */
    public long quantity(int instrumentId) {
        Holding holding = holdings.get(instrumentId);
        return holding == null ? 0 : holding.quantity();
    }

    /** Returns how many currencies it has, or had. */
    public int purseCount() {
        return purses.size();
    }

    public Purse purse(int index) {
        return purses.get(index);
    }

    /** Returns when the oldest of the prices was told by which positions are valued; the largest long: there are none. */
    public long oldestPriceNs(PaperExchange exchange) {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).quantity() != 0) {
                oldest = Math.min(
                        oldest, exchange.market(held.get(i).instrumentId()).lastNs());
            }
        }
        return oldest;
    }

    /** Says in which currency it counts, if that was not known. */
    void denominate(long as) {
        if (currency == Currency.NONE) {
            currency = as;
            purses.get(0).denominate(as);
            valuedPriceCount = NEVER;
        }
    }

    /** Begins anew with other cash, as long as nothing was done with it. */
    void begin(long cash, long as) {
        if (used) {
            return;
        }
        currency = as;
        purses.clear();
        purses.add(new Purse(as));
        purses.get(0).receive(cash);
        standing.restart();
        valuedPriceCount = NEVER;
    }

    /** Takes in money, or gives some out; false: there is not so much. */
    boolean transfer(long amount, long in) {
        Purse purse = purseOf(in == Currency.NONE ? currency : in);
        if (purse.cash() + amount < 0) {
            return false;
        }
        used = true;
        purse.receive(amount);
        valuedPriceCount = NEVER;
        return true;
    }

    /**
     * Takes an execution.
     *
     * @param bought quantity, below 0: sold
     * @param paid   for it, below 0: received
     */
    void trade(Market market, long bought, long paid, long fee) {
        Holding holding = holdings.get(market.instrumentId());
        if (holding == null) {
            holding = new Holding(market.instrumentId(), market.quote());
            holdings.put(market.instrumentId(), holding);
            held.add(holding);
        }
        used = true;
        valuedPriceCount = NEVER;
        long before = holding.realised();
        holding.trade(bought, paid);
        purseOf(holding.currency()).trade(paid, fee, holding.realised() - before);
    }

    /** Values all that is held; false: nothing has happened since it was done last. */
    boolean value(PaperExchange exchange, Conversion conversion) {
        boolean isNew = valuedPriceCount == NEVER;
        if (valuedPriceCount == exchange.priceCount() || (!isNew && !hangsOnPrices)) {
            return false;
        }
        valuedPriceCount = exchange.priceCount();
        hangsOnPrices = purses.size() > 1;
        for (int i = 0; i < purses.size(); i++) {
            Purse purse = purses.get(i);
            purse.beginValue(conversion.rate(purse.currency(), currency));
        }
        for (int i = 0; i < held.size(); i++) {
            Holding holding = held.get(i);
            if (holding.quantity() != 0) {
                hangsOnPrices = true;
                long worth = worth(holding, exchange.market(holding.instrumentId()));
                purseOf(holding.currency()).value(worth, holding.cost());
            }
        }
        standing.begin(currency);
        for (int i = 0; i < purses.size(); i++) {
            standing.add(purses.get(i), purses.get(i).rate());
        }
        standing.end();
        return true;
    }

    /** Returns what all is worth now, cash and positions, and notes nothing. */
    long equityNow(PaperExchange exchange, Conversion conversion) {
        long equity = 0;
        for (int i = 0; i < purses.size(); i++) {
            double rate = conversion.rate(purses.get(i).currency(), currency);
            equity += Standing.convert(purses.get(i).cash(), rate);
        }
        for (int i = 0; i < held.size(); i++) {
            equity += worthNow(held.get(i), exchange, conversion);
        }
        return equity;
    }

    /** Returns what all positions are worth now, each counted as positive, and notes nothing. */
    long exposureNow(PaperExchange exchange, Conversion conversion) {
        long exposure = 0;
        for (int i = 0; i < held.size(); i++) {
            exposure += Math.abs(worthNow(held.get(i), exchange, conversion));
        }
        return exposure;
    }

    /** Returns what something held is worth now, in {@link Money}; what cannot be valued is worth what it cost. */
    static long worth(Holding holding, Market market) {
        return market.mark() == 0
                ? holding.cost()
                : Money.ofDouble(market.money(market.mark() * (double) holding.quantity()));
    }

    void save(SnapshotWriter out) {
        out.putInt(accountId()).putInt(strategyId()).putLong(currency).putBoolean(used);
        standing.save(out);
        out.putInt(purses.size());
        purses.forEach(each -> each.save(out));
        out.putInt(held.size());
        held.forEach(each -> each.save(out));
    }

    static Ledger load(SnapshotReader in) {
        Ledger ledger = new Ledger(in.getInt(), in.getInt(), in.getLong());
        ledger.used = in.getBoolean();
        ledger.standing.load(in);
        ledger.purses.clear();
        for (int left = in.getInt(); left > 0; left--) {
            ledger.purses.add(Purse.load(in));
        }
        for (int left = in.getInt(); left > 0; left--) {
            Holding holding = Holding.load(in);
            ledger.held.add(holding);
            ledger.holdings.put(holding.instrumentId(), holding);
        }
        return ledger;
    }

    private long worthNow(Holding holding, PaperExchange exchange, Conversion conversion) {
        if (holding.quantity() == 0) {
            return 0;
        }
        long worth = worth(holding, exchange.market(holding.instrumentId()));
        return Standing.convert(worth, conversion.rate(holding.currency(), currency));
    }

    private Purse purseOf(long wanted) {
        for (int i = 0; i < purses.size(); i++) {
            if (purses.get(i).currency() == wanted) {
                return purses.get(i);
            }
        }
        Purse purse = new Purse(wanted);
        purses.add(purse);
        return purse;
    }
}
