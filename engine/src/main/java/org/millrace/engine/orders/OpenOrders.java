package org.millrace.engine.orders;

import java.util.Arrays;

/** Orders of one instrument that are alive, those placed first in front. */
public final class OpenOrders {
    private Order[] orders = new Order[16];
    private int count;

    OpenOrders() {}

    public int count() {
        return count;
    }

    public Order get(int index) {
        return orders[index];
    }

    void add(Order order) {
        if (count == orders.length) {
            orders = Arrays.copyOf(orders, count * 2);
        }
        orders[count++] = order;
    }

    /** Takes out those whose end has come, into a pool. */
    void sweep(OrderPool pool) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Order order = orders[i];
            if (order.isAlive()) {
                orders[kept++] = order;
            } else {
                pool.put(order);
            }
        }
        Arrays.fill(orders, kept, count, null);
        count = kept;
    }
}
