package org.millrace.codecs.book;

import java.util.Arrays;

/**
 * Levels of one side, sorted from worst to best, with room at both ends: a change moves the shorter part only.
 *
 * <pre>
 *   0        from                       to         capacity
 *   +--------+--------------------------+----------+
 *   | room   | worst … … … … … … … best | room     |
 *   +--------+--------------------------+----------+
 * </pre>
 */
final class BookSide {
    private static final int MIN_CAPACITY = 16;

    /** 1: the highest price is best (bids); −1: the lowest (asks). Prices are kept multiplied by it. */
    private final int sign;

    private long[] prices;
    private long[] quantities;
    private int from;
    private int to;

    BookSide(int sign, int capacity) {
        this.sign = sign;
        prices = new long[Math.max(capacity, MIN_CAPACITY)];
        quantities = new long[prices.length];
        clear();
    }

    void clear() {
        from = prices.length / 2;
        to = from;
    }

    int size() {
        return to - from;
    }

    /** Returns the price of the level {@code index} places behind the best. */
    long price(int index) {
        return prices[to - 1 - index] * sign;
    }

    long quantity(int index) {
        return quantities[to - 1 - index];
    }

    long bestPrice() {
        return to == from ? 0 : price(0);
    }

    long bestQuantity() {
        return to == from ? 0 : quantity(0);
    }

    long quantityAt(long price) {
        int place = find(price * sign);
        return place >= 0 ? quantities[place] : 0;
    }

    LevelChange set(long price, long quantity) {
        int place = find(price * sign);
        if (place >= 0) {
            if (quantity == 0) {
                remove(place);
                return LevelChange.REMOVED;
            }
            quantities[place] = quantity;
            return LevelChange.CHANGED;
        }
        if (quantity == 0) {
            return LevelChange.ORPHAN;
        }
        insert(~place, price * sign, quantity);
        return LevelChange.ADDED;
    }

    /** Returns where the price is, or the complement of where it would be. Most changes are near the best. */
    private int find(long price) {
        int high = to;
        for (int step = 1; to - step >= from; step <<= 1) {
            int probe = to - step;
            if (prices[probe] == price) {
                return probe;
            }
            if (prices[probe] < price) {
                return Arrays.binarySearch(prices, probe + 1, high, price);
            }
            high = probe;
        }
        return Arrays.binarySearch(prices, from, high, price);
    }

    private void insert(int place, long price, long quantity) {
        int index = place;
        boolean towardsBest = to - index <= index - from;
        if (towardsBest ? to == prices.length : from == 0) {
            index += makeRoom();
        }
        if (towardsBest) {
            move(index, index + 1, to - index);
            to++;
        } else {
            move(from, from - 1, index - from);
            from--;
            index--;
        }
        prices[index] = price;
        quantities[index] = quantity;
    }

    private void remove(int place) {
        if (to - place <= place - from) {
            move(place + 1, place, to - place - 1);
            to--;
        } else {
            move(from, from + 1, place - from);
            from++;
        }
    }

    private void move(int source, int target, int count) {
        System.arraycopy(prices, source, prices, target, count);
        System.arraycopy(quantities, source, quantities, target, count);
    }

    /** Puts the levels in the middle, of larger arrays if these are three quarters full; returns how far they moved. */
    private int makeRoom() {
        long[] oldPrices = prices;
        long[] oldQuantities = quantities;
        int size = size();
        if (size > prices.length / 4 * 3) {
            prices = new long[prices.length * 2];
            quantities = new long[prices.length];
        }
        int start = (prices.length - size) / 2;
        System.arraycopy(oldPrices, from, prices, start, size);
        System.arraycopy(oldQuantities, from, quantities, start, size);
        int shift = start - from;
        from = start;
        to = start + size;
        return shift;
    }
}
