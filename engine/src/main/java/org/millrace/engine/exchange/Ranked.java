package org.millrace.engine.exchange;

import java.util.Arrays;
import org.millrace.engine.orders.Order;

/** Orders of one side in the order in which a venue serves them: the better limit first, then the one before. */
final class Ranked {
    private Order[] orders = new Order[16];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    Order get(int index) {
        return orders[index];
    }

    void add(Order order) {
        if (count == orders.length) {
            orders = Arrays.copyOf(orders, count * 2);
        }
        int at = count++;
        while (at > 0 && order.outbids(orders[at - 1])) {
            orders[at] = orders[at - 1];
            at--;
        }
        orders[at] = order;
    }
}
