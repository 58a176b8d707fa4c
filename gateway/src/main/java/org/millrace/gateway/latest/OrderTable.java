package org.millrace.gateway.latest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;

/** Orders as they now are: all that are alive, and the newest {@value #KEPT} that have ended; the newest fills too. */
public final class OrderTable {
    /** How many orders that have ended, and fills, are kept. */
    static final int KEPT = 10_000;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final NavigableMap<Long, UnsafeBuffer> orders = new TreeMap<>();
    private final NavigableMap<Long, UnsafeBuffer> open = new TreeMap<>();
    private final Long2LongHashMap created = new Long2LongHashMap(UNKNOWN);
    private final Deque<Long> ended = new ArrayDeque<>();
    private final Deque<UnsafeBuffer> fills = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderDecoder order = new OrderDecoder();

    /** Returns orders whose number is below another, newest first, each an Order from offset 0. */
    public Collection<UnsafeBuffer> before(long orderId) {
        return Collections.unmodifiableCollection(
                orders.headMap(orderId, false).descendingMap().values());
    }

    /** Returns the orders that are alive and whose number is below another, newest first. */
    public Collection<UnsafeBuffer> openBefore(long orderId) {
        return Collections.unmodifiableCollection(
                open.headMap(orderId, false).descendingMap().values());
    }

    /** Returns an order; null: there is none, or it has ended long ago. */
    public DirectBuffer get(long orderId) {
        return orders.get(orderId);
    }

    /** Returns when an order was first told of, UTC ns. */
    public long created(long orderId) {
        long time = created.get(orderId);
        return time == UNKNOWN ? 0 : time;
    }

    /** Returns the newest fills, newest first, each a Fill from offset 0. */
    public Collection<UnsafeBuffer> fills() {
        return Collections.unmodifiableCollection(fills);
    }

    /** Tells whether an order can still be executed. */
    public static boolean isAlive(OrderState state) {
        return state == OrderState.PENDING || state == OrderState.OPEN || state == OrderState.PARTIALLY_FILLED;
    }

    void onOrder(DirectBuffer buffer, int message, int length) {
        order.wrapAndApplyHeader(buffer, message, header);
        long id = order.orderId();
        boolean isAlive = isAlive(order.state());
        UnsafeBuffer copy = Desk.copy(buffer, message, length);
        if (created.get(id) == UNKNOWN) {
            created.put(id, EventPrefix.eventTime(buffer, message));
        }
        orders.put(id, copy);
        if (isAlive) {
            open.put(id, copy);
        } else {
            open.remove(id);
            end(id);
        }
    }

    void onFill(DirectBuffer buffer, int message, int length) {
        fills.addFirst(Desk.copy(buffer, message, length));
        if (fills.size() > KEPT) {
            fills.removeLast();
        }
    }

    /** Begins anew with those that are alive: the engine tells of all of them when it has started. */
    void begin() {
        open.keySet().forEach(orders::remove);
        open.clear();
    }

    private void end(long id) {
        ended.addLast(id);
        if (ended.size() > KEPT) {
            long oldest = ended.removeFirst();
            orders.remove(oldest);
            created.remove(oldest);
        }
    }
}
