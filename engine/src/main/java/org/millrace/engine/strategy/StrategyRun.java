package org.millrace.engine.strategy;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.SignalEncoder;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** One strategy that was started: the strategy, and all that it may do. */
final class StrategyRun implements StrategyContext, OrderTicket.Desk {
    private static final int SIGNAL_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + SignalEncoder.BLOCK_LENGTH;

    /** It was started, not told to run. */
    private static final int NEVER = 0;

    private static final int BEFORE = 1;
    private static final int IN_THIS_SPAN = 2;

    private final StrategyOrigin origin;
    private final Strategy strategy;
    private final boolean usesIndicators;
    private final boolean usesFeatures;
    private final Brokerage brokerage;
    private final InstrumentNames names;
    private final EventConsumer next;
    private final OrderTicket ticket = new OrderTicket(this);
    private final SignalEncoder signal = new SignalEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private DirectBuffer cause;
    private int causeOffset;
    private String fault = "";
    private int toldToRun = NEVER;

    StrategyRun(
            StrategyOrigin origin, Strategy strategy, Brokerage brokerage, InstrumentNames names, EventConsumer next) {
        this.origin = origin;
        this.strategy = strategy;
        usesIndicators = strategy.usesIndicators();
        usesFeatures = strategy.usesFeatures();
        this.brokerage = brokerage;
        this.names = names;
        this.next = next;
        signal.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
    }

    StrategyOrigin origin() {
        return origin;
    }

    Strategy strategy() {
        return strategy;
    }

    boolean usesIndicators() {
        return usesIndicators;
    }

    boolean usesFeatures() {
        return usesFeatures;
    }

    /** Notes that it was told to run, not only started. */
    void toldToRun() {
        toldToRun = IN_THIS_SPAN;
    }

    /** A span of the engine begins. */
    void beginSpan() {
        toldToRun = Math.min(toldToRun, BEFORE);
    }

    /** Tells whether it was told to run, but not in this span any more. */
    boolean isLeftOver() {
        return toldToRun == BEFORE;
    }

    void save(SnapshotWriter out) {
        origin.save(out);
        out.putInt(toldToRun);
        strategy.save(out);
    }

    /** Reads what follows the origin. */
    void load(SnapshotReader in) {
        toldToRun = in.getInt();
        strategy.load(in);
    }

    /** Notes that the strategy threw. */
    void fault(RuntimeException thrown) {
        fault = thrown.getClass().getSimpleName();
    }

    boolean isFaulted() {
        return !fault.isEmpty();
    }

    /** Returns what it threw; empty: nothing. */
    String fault() {
        return fault;
    }

    /** Notes what the strategy is about to be told of. */
    void cause(DirectBuffer buffer, int offset) {
        if (cause != buffer) { // storing a reference costs the collector's barrier
            cause = buffer;
        }
        causeOffset = offset;
    }

    @Override
    public long timeNs() {
        return EventPrefix.eventTime(cause, causeOffset);
    }

    @Override
    public int instrumentId() {
        return origin.instrumentId();
    }

    @Override
    public Market market(int instrumentId) {
        return brokerage.market(instrumentId);
    }

    @Override
    public String name(int instrumentId) {
        return names.of(instrumentId);
    }

    @Override
    public double equity() {
        return brokerage.equity(origin.accountId());
    }

    @Override
    public boolean hasTraded() {
        return brokerage.hasTraded(origin.accountId(), origin.strategyId());
    }

    @Override
    public Ledger ledger() {
        return brokerage.ledger(origin.accountId(), origin.strategyId());
    }

    @Override
    public int openOrders(int instrumentId) {
        return brokerage.openOrders(origin.strategyId(), instrumentId);
    }

    @Override
    public OrderTicket order(int instrumentId, Side side, long quantity) {
        Market market = brokerage.market(instrumentId);
        return ticket.begin(cause, causeOffset, instrumentId, market.venue())
                .terms(
                        origin.accountId(),
                        origin.strategyId(),
                        side,
                        quantity,
                        market.priceExponent(),
                        market.quantityExponent());
    }

    @Override
    public long place(DirectBuffer command, int offset) {
        return Math.max(0, brokerage.place(command, offset));
    }

    @Override
    public void amend(long orderId, long price, long stopPrice, long quantity) {
        brokerage.amend(origin.strategyId(), orderId, price, stopPrice, quantity);
    }

    @Override
    public void cancel(long orderId) {
        brokerage.cancel(origin.strategyId(), orderId);
    }

    @Override
    public void cancelAll(int instrumentId) {
        brokerage.cancelAll(origin.accountId(), origin.strategyId(), instrumentId);
    }

    @Override
    public void signal(int instrumentId, Side side, double strength, SignalRule rule, double left, double right) {
        EventPrefix.writeDerived(out, 0, cause, causeOffset, instrumentId, brokerage.venue(instrumentId));
        signal.strength(strength)
                .strategyId(origin.strategyId())
                .side(side)
                .left(left)
                .right(right);
        rule.write(signal);
        next.onEvent(out, 0, SIGNAL_LENGTH);
    }
}
