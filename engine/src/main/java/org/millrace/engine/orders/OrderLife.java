package org.millrace.engine.orders;

import static org.millrace.codecs.sbe.OrderState.CANCELLED;
import static org.millrace.codecs.sbe.OrderState.EXPIRED;
import static org.millrace.codecs.sbe.OrderState.FILLED;
import static org.millrace.codecs.sbe.OrderState.NULL_VAL;
import static org.millrace.codecs.sbe.OrderState.OPEN;
import static org.millrace.codecs.sbe.OrderState.PARTIALLY_FILLED;
import static org.millrace.codecs.sbe.OrderState.PENDING;

import org.millrace.codecs.sbe.OrderState;

/**
 * The states of an order, and what leads from one to the next. An order is refused before it lives; FILLED, CANCELLED,
 * EXPIRED and REFUSED are its ends.
 *
 * <pre>
 *                     ARRIVE   FILL_PART          FILL     AMEND              CANCEL      EXPIRE
 *   PENDING           OPEN     .                  .        PENDING            CANCELLED   EXPIRED
 *   OPEN              .        PARTIALLY_FILLED   FILLED   OPEN               CANCELLED   EXPIRED
 *   PARTIALLY_FILLED  .        PARTIALLY_FILLED   FILLED   PARTIALLY_FILLED   CANCELLED   EXPIRED
 * </pre>
 */
public final class OrderLife {
    private static final OrderState[][] NEXT = {
        {OPEN, NULL_VAL, NULL_VAL, PENDING, CANCELLED, EXPIRED},
        {NULL_VAL, PARTIALLY_FILLED, FILLED, OPEN, CANCELLED, EXPIRED},
        {NULL_VAL, PARTIALLY_FILLED, FILLED, PARTIALLY_FILLED, CANCELLED, EXPIRED},
    };

    private OrderLife() {}

    /** Tells whether something can still happen to an order. */
    public static boolean isAlive(OrderState state) {
        return state == PENDING || state == OPEN || state == PARTIALLY_FILLED;
    }

    /**
     * Returns the state that an event leads to.
     *
     * @throws IllegalStateException if the event cannot happen in this state
     */
    @SuppressWarnings("EnumOrdinal") // the columns of the table above are in the order of events
    public static OrderState after(OrderState state, OrderEvent event) {
        OrderState next = isAlive(state) ? NEXT[state.value()][event.ordinal()] : NULL_VAL;
        if (next == NULL_VAL) {
            throw new IllegalStateException("order is " + state + ": cannot take " + event);
        }
        return next;
    }
}
