package org.millrace.engine.portfolio;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.exchange.Currency;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The ledgers of all accounts, and of all strategies in them, and their total. An account begins when settings name it, or
 * with its first order or transfer.
 */
public final class Portfolio {
    /** Stands for an account, as opposed to one strategy in it. */
    public static final int WHOLE = 0;

    private final PaperExchange exchange;
    private final Conversion conversion;
    private final AccountTerms terms;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final Long2ObjectHashMap<Ledger> byOwner = new Long2ObjectHashMap<>();
    private final Standing total = new Standing(0, 0);
    private boolean isTotalOld = true;
    private boolean hasSeveralCurrencies;

    /**
     * Makes a portfolio without accounts.
     *
     * @param exchange knows what things are worth
     */
    public Portfolio(PaperExchange exchange, long beginningCash) {
        this.exchange = exchange;
        conversion = new Conversion(exchange);
        terms = new AccountTerms(beginningCash);
    }

    /** Takes note of an instrument: it may tell what a currency is worth. */
    public void define(Market market) {
        conversion.define(market);
    }

    /** Sets the cash that an account begins with; 0: each of which nothing else is said. */
    public void beginningCash(int accountId, long money) {
        terms.cash(accountId, money);
        begin(accountId);
    }

    /** Sets in which currency an account counts; 0: each of which nothing else is said, and the total. */
    public void currency(int accountId, long currency) {
        terms.currency(accountId, currency);
        isTotalOld = true;
        begin(accountId);
    }

    public int count() {
        return ledgers.size();
    }

    public Ledger get(int index) {
        return ledgers.get(index);
    }

    /** Returns all accounts as one. */
    public Standing total() {
        return total;
    }

    /** Returns an account's ledger, made where there is none. */
    public Ledger account(int accountId) {
        return ledger(accountId, WHOLE);
    }

    /** Returns how much there is for an order to reduce: of a strategy its own position, by hand the account's. */
    public long reducible(OrderCommandDecoder order, int instrumentId) {
        long held = ledger(order.accountId(), order.strategyId()).quantity(instrumentId);
        return Math.max(0, order.side() == Side.BUY ? -held : held);
    }

    /** Returns the ledger of a strategy in an account, made where there is none; it begins with no cash. */
    public Ledger ledger(int accountId, int strategyId) {
        Ledger known = byOwner.get(key(accountId, strategyId));
        return known == null ? make(accountId, strategyId) : known;
    }

    /** Tells whether there are books of a strategy, or 0, of an account. Nothing is noted. */
    public boolean has(int accountId, int strategyId) {
        return byOwner.get(key(accountId, strategyId)) != null;
    }

    /** Says that an account is about to trade an instrument: by that it may know its currency. */
    public void denominate(int accountId, Market market) {
        if (account(accountId).currency() != Currency.NONE) {
            return;
        }
        for (int i = 0; i < ledgers.size(); i++) {
            if (ledgers.get(i).accountId() == accountId) {
                ledgers.get(i).denominate(market.quote());
            }
        }
    }

    /**
     * Takes an execution into the account's ledger, and the strategy's.
     *
     * @param bought quantity, below 0: sold
     * @param paid   price × quantity, below 0: received
     */
    public void trade(int accountId, int strategyId, Market market, long bought, long paid, long fee) {
        account(accountId).trade(market, bought, paid, fee);
        valued(account(accountId));
        if (strategyId != WHOLE) {
            ledger(accountId, strategyId).trade(market, bought, paid, fee);
            valued(ledger(accountId, strategyId));
        }
    }

    /**
     * Brings money into an account, or takes some out of it; false: there is not so much.
     *
     * @param currency none: the account's
     */
    public boolean transfer(int accountId, long amount, long currency) {
        Ledger ledger = valued(account(accountId));
        long before = ledger.equity();
        if (!ledger.transfer(amount, currency)) {
            return false;
        }
        long moved = ledger.equityNow(exchange, conversion) - before;
        ledger.standing().transfer(moved); // before it is valued: what came in is no new height of its own
        bring(ledger, moved);
        value();
        return true;
    }

    /** Returns a ledger, valued by what the markets say now. */
    public Ledger valued(Ledger ledger) {
        isTotalOld |= ledger.value(exchange, conversion) || hasSeveralCurrencies;
        return ledger;
    }

    /** Values all ledgers by what the markets say now. */
    public void value() {
        for (int i = 0; i < ledgers.size(); i++) {
            valued(ledgers.get(i));
        }
        if (isTotalOld) {
            addUp();
        }
    }

    /**
     * Returns what a strategy has earned by what the markets say now, or for {@link #WHOLE} what the account is worth.
     * Nothing is noted: who looks, changes nothing.
     */
    public long equityNow(int accountId, int strategyId) {
        Ledger ledger = byOwner.get(key(accountId, strategyId));
        if (ledger == null) {
            return strategyId == WHOLE ? terms.cash(accountId) : 0;
        }
        return ledger.equityNow(exchange, conversion);
    }

    /** Returns what all positions of an account are worth now, each counted as positive. Nothing is noted. */
    public long exposureNow(int accountId) {
        Ledger ledger = byOwner.get(key(accountId, WHOLE));
        return ledger == null ? 0 : ledger.exposureNow(exchange, conversion);
    }

    /** A day begins: what is lost from now on is today's. */
    public void beginDay() {
        for (int i = 0; i < ledgers.size(); i++) {
            ledgers.get(i).standing().beginDay();
        }
        total.beginDay();
    }

    /** Returns what one of the currency that a market is priced in is worth in a ledger's; NaN: nothing tells. */
    public double rate(Market market, Ledger ledger) {
        return conversion.rate(market.quote(), ledger.currency());
    }

    /** Returns what a position is worth, in Money of the currency that its instrument is priced in. */
    public long worth(int instrumentId, Holding holding) {
        return Ledger.worth(holding, exchange.market(instrumentId));
    }

    public void save(SnapshotWriter out) {
        terms.save(out);
        total.save(out);
        out.putInt(ledgers.size());
        ledgers.forEach(each -> each.save(out));
    }

    public void load(SnapshotReader in) {
        isTotalOld = true;
        conversion.load();
        terms.load(in);
        total.load(in);
        ledgers.clear();
        byOwner.clear();
        for (int left = in.getInt(); left > 0; left--) {
            keep(Ledger.load(in));
        }
    }

    private void addUp() {
        isTotalOld = false;
        hasSeveralCurrencies = false;
        long own = terms.currency(WHOLE);
        total.begin(
                own != Currency.NONE || ledgers.isEmpty() ? own : ledgers.get(0).currency());
        for (int i = 0; i < ledgers.size(); i++) {
            Ledger each = ledgers.get(i);
            if (each.strategyId() == WHOLE) {
                hasSeveralCurrencies |= each.currency() != total.currency();
                total.add(each.standing(), conversion.rate(each.currency(), total.currency()));
            }
        }
        total.end();
    }

    private Ledger make(int accountId, int strategyId) {
        Ledger made;
        if (strategyId == WHOLE) {
            made = new Ledger(accountId, WHOLE, terms.currency(accountId));
            made.begin(terms.cash(accountId), terms.currency(accountId));
        } else {
            Ledger account = valued(account(accountId));
            made = new Ledger(accountId, strategyId, account.currency());
            made.standing().capital(account.equity());
        }
        keep(valued(made));
        if (strategyId == WHOLE) {
            bring(made, made.equity());
        }
        return made;
    }

    /** Money came into all accounts together: nobody earned it. */
    private void bring(Ledger ledger, long amount) {
        double rate = conversion.rate(ledger.currency(), total.currency());
        total.transfer(Double.isNaN(rate) ? 0 : (long) StrictMath.rint((double) amount * rate));
    }

    private void keep(Ledger ledger) {
        ledgers.add(ledger);
        byOwner.put(key(ledger.accountId(), ledger.strategyId()), ledger);
    }

    private void begin(int accountId) {
        if (accountId != WHOLE) {
            Ledger account = account(accountId);
            account.begin(terms.cash(accountId), terms.currency(accountId));
            valued(account);
        }
    }

    private static long key(int accountId, int strategyId) {
        return ((long) accountId << Integer.SIZE) | (strategyId & 0xFFFF_FFFFL);
    }
}
