package org.millrace.gateway.latest;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BalanceDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;

/** What accounts, and strategies in them, hold and are worth, and which of them may not trade. */
public final class AccountTable {
    private static final int ALL = 0;

    private final NavigableMap<Holder, UnsafeBuffer> positions = new TreeMap<>();
    private final NavigableMap<Holder, UnsafeBuffer> ledgers = new TreeMap<>();
    private final NavigableMap<Holder, UnsafeBuffer> balances = new TreeMap<>();
    private final NavigableMap<Holder, EquityCurve> curves = new TreeMap<>();
    private final NavigableMap<Integer, UnsafeBuffer> switches = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionDecoder position = new PositionDecoder();
    private final PortfolioDecoder portfolio = new PortfolioDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final KillSwitchDecoder killSwitch = new KillSwitchDecoder();

    /**
     * Whose something is.
     *
     * @param strategyId   0: the account's as a whole
     * @param instrumentId of a position; otherwise 0
     * @param currency     of a balance; otherwise empty
     */
    public record Holder(int accountId, int strategyId, int instrumentId, String currency)
            implements Comparable<Holder> {
        private static final Comparator<Holder> ORDER = Comparator.comparingInt(Holder::accountId)
                .thenComparingInt(Holder::strategyId)
                .thenComparingInt(Holder::instrumentId)
                .thenComparing(Holder::currency);

        /** Names a ledger: of an account, or of a strategy in it. */
        public static Holder of(int accountId, int strategyId) {
            return new Holder(accountId, strategyId, 0, "");
        }

        @Override
        public int compareTo(Holder other) {
            return ORDER.compare(this, other);
        }
    }

    /** Returns the positions by account, strategy and instrument, each a Position from offset 0. */
    public Collection<UnsafeBuffer> positions() {
        return Collections.unmodifiableCollection(positions.values());
    }

    /** Returns the ledgers by account and strategy, each a Portfolio from offset 0. */
    public Collection<UnsafeBuffer> ledgers() {
        return Collections.unmodifiableCollection(ledgers.values());
    }

    /** Returns a ledger; null: there is none. */
    public DirectBuffer ledger(int accountId, int strategyId) {
        return ledgers.get(Holder.of(accountId, strategyId));
    }

    /** Returns the balances by account, strategy and currency, each a Balance from offset 0. */
    public Collection<UnsafeBuffer> balances() {
        return Collections.unmodifiableCollection(balances.values());
    }

    /** Returns how the equity of a ledger went; null: there is no such ledger. */
    public EquityCurve curve(int accountId, int strategyId) {
        return curves.get(Holder.of(accountId, strategyId));
    }

    /** Tells whether an account has been opened. */
    public boolean has(int accountId) {
        return ledgers.containsKey(Holder.of(accountId, 0));
    }

    /** Returns what was said last of each account's kill switch, each a KillSwitch from offset 0; account 0: of all. */
    public Collection<UnsafeBuffer> switches() {
        return Collections.unmodifiableCollection(switches.values());
    }

    /** Returns what was said last of an account's kill switch; null: nothing. */
    public DirectBuffer killSwitch(int accountId) {
        return switches.get(accountId);
    }

    /** Tells whether an account may only make its positions smaller. */
    public boolean isStopped(int accountId) {
        return isEngaged(switches.get(ALL)) || isEngaged(switches.get(accountId));
    }

    void onPosition(DirectBuffer buffer, int message, int length) {
        position.wrapAndApplyHeader(buffer, message, header);
        positions.put(
                new Holder(position.accountId(), position.strategyId(), EventPrefix.instrumentId(buffer, message), ""),
                Desk.copy(buffer, message, length));
    }

    void onPortfolio(DirectBuffer buffer, int message, int length) {
        portfolio.wrapAndApplyHeader(buffer, message, header);
        Holder holder = Holder.of(portfolio.accountId(), portfolio.strategyId());
        UnsafeBuffer row = ledgers.get(holder);
        if (row == null || row.capacity() != length) {
            ledgers.put(holder, Desk.copy(buffer, message, length));
        } else { // told ten times a second
            row.putBytes(0, buffer, message, length);
        }
        curves.computeIfAbsent(holder, key -> new EquityCurve())
                .add(EventPrefix.eventTime(buffer, message), portfolio.equity());
    }

    void onBalance(DirectBuffer buffer, int message, int length) {
        balance.wrapAndApplyHeader(buffer, message, header);
        balances.put(
                new Holder(balance.accountId(), balance.strategyId(), 0, balance.currency()),
                Desk.copy(buffer, message, length));
    }

    void onKillSwitch(DirectBuffer buffer, int message, int length) {
        killSwitch.wrapAndApplyHeader(buffer, message, header);
        int accountId = killSwitch.accountId();
        if (accountId == ALL && killSwitch.engaged() != BooleanType.T) {
            switches.clear(); // all may trade again, each account too
        }
        switches.put(accountId, Desk.copy(buffer, message, length));
    }

    /** Begins anew, but for how equities went: the engine tells of all accounts when it has started. */
    void begin() {
        positions.clear();
        ledgers.clear();
        balances.clear();
        switches.clear();
    }

    private boolean isEngaged(UnsafeBuffer row) {
        return row != null && killSwitch.wrapAndApplyHeader(row, 0, header).engaged() == BooleanType.T;
    }
}
