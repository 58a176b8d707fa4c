package org.millrace.engine.orders;

import java.util.Arrays;

/** Orders that wait to be used again. */
final class OrderPool {
    private Order[] free = new Order[64];
    private int count;

    Order take() {
        return count == 0 ? new Order() : free[--count];
    }

    void put(Order order) {
        if (count == free.length) {
            free = Arrays.copyOf(free, count * 2);
        }
        free[count++] = order;
    }
}
