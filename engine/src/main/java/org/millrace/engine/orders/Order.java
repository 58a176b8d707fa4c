package org.millrace.engine.orders;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderCommandEncoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * One order: the command that asked for it, and what became of it. Prices and quantities are mantissas of its
 * instrument's exponents. Used again for another when its end has come.
 */
public final class Order {
    /** Bytes of an order's terms, an OrderCommand. */
    static final int LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + OrderCommandDecoder.BLOCK_LENGTH;

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long NEVER = Long.MAX_VALUE;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[LENGTH]);
    private final OrderCommandDecoder terms = new OrderCommandDecoder();
    private final OrderCommandEncoder changed = new OrderCommandEncoder();
    private final QueuePlace queue = new QueuePlace();
    private long id;
    private long askedSequence;
    private long askedNs;
    private long arrivesNs;
    private long endsNs;
    private long filled;
    private double paid; // sum of price x quantity of its fills, in their mantissas
    private long extreme; // of the prices that a trailing stop has seen
    private boolean triggered;
    private OrderState state = OrderState.NULL_VAL;
    private OrderReason reason = OrderReason.NONE;

    Order() {
        changed.wrap(command, HEADER);
        terms.wrap(command, HEADER, OrderCommandDecoder.BLOCK_LENGTH, OrderCommandDecoder.SCHEMA_VERSION);
    }

    /**
     * Begins the life of an order.
     *
     * @param asked OrderCommand, whose event time and sequence say when it was placed
     * @param hours of its instrument
     */
    void begin(long orderId, DirectBuffer asked, int offset, long latencyNs, TradingHours hours) {
        command.putBytes(0, asked, offset, LENGTH);
        id = orderId;
        send(EventPrefix.sequence(command, 0), placedNs(), latencyNs);
        endsNs = terms.timeInForce() == TimeInForce.DAY ? hours.dayEndNs(placedNs()) : NEVER;
        filled = 0;
        paid = 0;
        extreme = 0;
        triggered = !isStop();
        state = OrderState.PENDING;
        reason = OrderReason.NONE;
    }

    public long id() {
        return id;
    }

    /** Returns what its owner asked for. */
    public OrderCommandDecoder terms() {
        return terms;
    }

    public int instrumentId() {
        return EventPrefix.instrumentId(command, 0);
    }

    /** Returns the number of its instrument's venue. */
    public int venue() {
        return EventPrefix.venue(command, 0);
    }

    public OrderState state() {
        return state;
    }

    public OrderReason reason() {
        return reason;
    }

    public long filled() {
        return filled;
    }

    public long left() {
        return terms.quantity() - filled;
    }

    /** Returns the average of its fills, as a mantissa; NaN before the first. */
    public double averagePrice() {
        return filled == 0 ? Double.NaN : paid / filled;
    }

    /** Returns when it was placed, UTC ns of event time. */
    public long placedNs() {
        return EventPrefix.eventTime(command, 0);
    }

    /** Tells whether it is still on its way to the venue. */
    public boolean isPending() {
        return state == OrderState.PENDING;
    }

    public boolean isAlive() {
        return OrderLife.isAlive(state);
    }

    public boolean isBuy() {
        return terms.side() == Side.BUY;
    }

    /** Tells whether it takes part: no stop, or one whose price was seen. */
    public boolean isTriggered() {
        return triggered;
    }

    /** Tells whether it waits, or waited, for a price before it takes part. */
    public boolean isStop() {
        OrderType type = terms.orderType();
        return type == OrderType.STOP || type == OrderType.STOP_LIMIT || type == OrderType.TRAILING_STOP;
    }

    /** Tells whether it was for a day that is over. */
    public boolean isOutlived(long timeNs) {
        return timeNs >= endsNs;
    }

    /** Returns when its day is over, UTC ns of event time; the end of time, where it is for no day. */
    long endsNs() {
        return endsNs;
    }

    /** Tells whether it may only make a position smaller. */
    public boolean isReduceOnly() {
        return terms.reduceOnly() == BooleanType.T;
    }

    /** Tells whether it waits in its place among others of its price. */
    public boolean isQueued() {
        return hasLimit() && queue.isKnown();
    }

    /** Returns its place among others of its price. */
    public QueuePlace queue() {
        return queue;
    }

    /** Tells whether it has a price beyond which it may not be filled. */
    public boolean hasLimit() {
        return terms.price() != 0;
    }

    /** Tells whether it may be filled at a price. */
    public boolean accepts(long price) {
        return !hasLimit() || (isBuy() ? price <= terms.price() : price >= terms.price());
    }

    /** Tells whether its limit is better, for those on the other side, than another's. */
    public boolean outbids(Order other) {
        if (!hasLimit() || !other.hasLimit()) {
            return !hasLimit() && other.hasLimit();
        }
        return isBuy() ? terms.price() > other.terms.price() : terms.price() < other.terms.price();
    }

    /** Tells whether it is all or nothing. */
    public boolean isFillOrKill() {
        return terms.timeInForce() == TimeInForce.FOK;
    }

    /** Tells whether what it does not get at once is cancelled. */
    public boolean isImmediate() {
        return isFillOrKill() || terms.timeInForce() == TimeInForce.IOC;
    }

    /** Tells whether an input comes late enough for it: behind its own, and after its way to the venue. */
    public boolean mayMeet(long sequence, long timeNs) {
        return sequence > askedSequence && timeNs >= arrivesNs;
    }

    /** Tells whether it takes part in what a bar tells: it was asked for before the bar began. */
    public boolean mayMeetBar(long sequence, long beganNs, long endNs) {
        return mayMeet(sequence, endNs) && askedNs <= beganNs;
    }

    /** Takes note of a price; a stop that has seen its own takes part from now on. */
    public void see(long price) {
        if (triggered) {
            return;
        }
        if (isTrailing()) {
            trail(price);
        }
        triggered = isBuy() ? price >= stopPrice() : price <= stopPrice();
    }

    /** Returns the price at which it takes part; of a trailing stop, as it is now, 0 before its first price. */
    public long stopPrice() {
        if (!isTrailing()) {
            return terms.stopPrice();
        }
        if (extreme == 0) {
            return 0;
        }
        return isBuy() ? extreme + terms.stopPrice() : extreme - terms.stopPrice();
    }

    /** Tells whether these numbers, 0 as they are, can be its own. */
    public boolean isAmendable(long price, long otherStop, long quantity) {
        return (quantity == 0 || quantity > filled)
                && price >= 0
                && otherStop >= 0
                && (price == 0 || hasLimit())
                && (otherStop == 0 || !triggered);
    }

    public void arrive() {
        state = OrderLife.after(state, OrderEvent.ARRIVE);
    }

    /** Takes an execution. */
    public void fill(long quantity, long price) {
        state = OrderLife.after(state, quantity == left() ? OrderEvent.FILL : OrderEvent.FILL_PART);
        filled += quantity;
        paid += (double) price * quantity;
    }

    /** Takes other terms. It goes to the venue again, and waits in its queue anew. */
    void amend(Amendment to, long latencyNs) {
        state = OrderLife.after(state, OrderEvent.AMEND);
        OrderCommandDecoder now = to.terms();
        changed.price(now.price()).stopPrice(now.stopPrice()).quantity(filled + now.quantity());
        send(to.sequence(), to.timeNs(), latencyNs);
    }

    public void cancel(OrderReason because) {
        state = OrderLife.after(state, OrderEvent.CANCEL);
        reason = because;
    }

    public void expire(OrderReason because) {
        state = OrderLife.after(state, OrderEvent.EXPIRE);
        reason = because;
    }

    /** Writes its terms as an OrderCommand at offset 0. */
    void copyTo(MutableDirectBuffer to) {
        to.putBytes(0, command, 0, LENGTH);
    }

    void save(SnapshotWriter out) {
        out.putBytes(command, 0, LENGTH);
        out.putLong(id)
                .putLong(askedSequence)
                .putLong(askedNs)
                .putLong(arrivesNs)
                .putLong(endsNs)
                .putLong(filled)
                .putDouble(paid);
        queue.save(out);
        out.putLong(extreme).putBoolean(triggered).putInt(state.value());
    }

    void load(SnapshotReader in) {
        in.getBytes(command, 0, LENGTH);
        id = in.getLong();
        askedSequence = in.getLong();
        askedNs = in.getLong();
        arrivesNs = in.getLong();
        endsNs = in.getLong();
        filled = in.getLong();
        paid = in.getDouble();
        queue.load(in);
        extreme = in.getLong();
        triggered = in.getBoolean();
        state = OrderState.get((short) in.getInt());
        reason = OrderReason.NONE;
    }

    private void send(long sequence, long timeNs, long latencyNs) {
        askedSequence = sequence;
        askedNs = timeNs;
        arrivesNs = timeNs + latencyNs;
        queue.join();
    }

    private boolean isTrailing() {
        return terms.orderType() == OrderType.TRAILING_STOP;
    }

    private void trail(long price) {
        if (extreme == 0 || (isBuy() ? price < extreme : price > extreme)) {
            extreme = price;
        }
    }
}
