package org.millrace.engine.quality;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Mean and variance of the prices, and mean of the quantities, of the last trades. Each trade costs the same: Welford's
 * update for a sliding window (Chan, Golub, LeVeque 1983). Each time the ring comes round they are computed afresh, so
 * that rounding never accumulates over more than one window.
 */
final class TradeWindow {
    private final int capacity;
    private final long[] prices;
    private final long[] quantities;
    private int count;
    private int at;
    private double mean;
    private double squares;
    private double quantitySum;

    TradeWindow(int capacity) {
        this.capacity = capacity;
        prices = new long[capacity];
        quantities = new long[capacity];
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Returns the population variance of the prices. */
    double variance() {
        return squares / count;
    }

    double meanQuantity() {
        return quantitySum / count;
    }

    void add(long price, long quantity) {
        if (count < capacity) {
            grow(price, quantity);
        } else {
            slide(price, quantity);
        }
        prices[at] = price;
        quantities[at] = quantity;
        if (++at == capacity) {
            at = 0;
            recompute();
        }
    }

    void save(SnapshotWriter out) {
        out.putInt(capacity).putInt(count).putInt(at);
        out.putLongs(prices, count).putLongs(quantities, count);
        out.putDouble(mean).putDouble(squares).putDouble(quantitySum);
    }

    static TradeWindow load(SnapshotReader in) {
        TradeWindow window = new TradeWindow(in.getInt());
        window.count = in.getInt();
        window.at = in.getInt();
        in.getLongs(window.prices, window.count);
        in.getLongs(window.quantities, window.count);
        window.mean = in.getDouble();
        window.squares = in.getDouble();
        window.quantitySum = in.getDouble();
        return window;
    }

    private void grow(long price, long quantity) {
        count++;
        double distance = price - mean;
        mean += distance / count;
        squares += distance * (price - mean);
        quantitySum += quantity;
    }

    private void slide(long price, long quantity) {
        long oldPrice = prices[at];
        double oldMean = mean;
        double change = (double) price - oldPrice;
        mean += change / capacity;
        squares = Math.max(0, squares + change * (price - mean + oldPrice - oldMean));
        quantitySum += (double) quantity - quantities[at];
    }

    private void recompute() {
        double sum = 0;
        quantitySum = 0;
        for (int i = 0; i < count; i++) {
            sum += prices[i];
            quantitySum += quantities[i];
        }
        mean = sum / count;
        squares = 0;
        for (int i = 0; i < count; i++) {
            double distance = prices[i] - mean;
            squares += distance * distance;
        }
    }
}
