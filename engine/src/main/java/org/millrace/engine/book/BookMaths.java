package org.millrace.engine.book;

import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.Side;

/**
 * Measures of a book. Micro-price and imbalance as in S. Stoikov, "The micro-price: a high-frequency estimator of future
 * prices", Quantitative Finance 18 (2018), section 1.
 */
final class BookMaths {
    private static final double[] POWERS = new double[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10; // exact: below 2^63 all powers of ten up to 10^22 are
        }
    }

    private BookMaths() {}

    /** Returns half of bid plus ask; NaN where a side is empty. */
    static double mid(Top top, int priceExponent) {
        return isTwoSided(top) ? ((double) top.bidPrice + top.askPrice) / (2 * POWERS[-priceExponent]) : Double.NaN;
    }

    /** Returns bid and ask weighted each by the quantity of the other side; NaN where a side is empty. */
    static double microPrice(Top top, int priceExponent) {
        if (!isTwoSided(top)) {
            return Double.NaN;
        }
        double bidQuantity = top.bidQuantity;
        double askQuantity = top.askQuantity;
        double weighted = top.askPrice * bidQuantity + top.bidPrice * askQuantity;
        return weighted / ((bidQuantity + askQuantity) * POWERS[-priceExponent]);
    }

    /** Returns (bids - asks) / (bids + asks) of the quantities of the first levels; NaN where both are empty. */
    static double imbalance(OrderBook book, int levels) {
        double bids = quantity(book, Side.BUY, levels);
        double asks = quantity(book, Side.SELL, levels);
        return (bids - asks) / (bids + asks);
    }

    /** Returns how many units of one power of ten make one of another; 1 where that is smaller. */
    static long unit(int exponent, int of) {
        long unit = 1;
        for (int i = of; i < exponent; i++) {
            unit *= 10;
        }
        return unit;
    }

    private static double quantity(OrderBook book, Side side, int levels) {
        int count = Math.min(levels, book.levels(side));
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += book.quantity(side, i);
        }
        return sum;
    }

    private static boolean isTwoSided(Top top) {
        return top.bidQuantity != 0 && top.askQuantity != 0;
    }
}
