package org.millrace.codecs.book;

import org.millrace.codecs.sbe.Side;

/**
 * Aggregated book of one instrument: for each side and price the quantity that waits there. Prices and quantities are
 * mantissas of one exponent each. Allocates only where a side outgrows its arrays. Single-threaded.
 */
public final class OrderBook {
    /** Levels a side for which there is room from the start, unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 1024;

    private final BookSide bids;
    private final BookSide asks;

    /** Makes an empty book with {@link #DEFAULT_CAPACITY}. */
    public OrderBook() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * Makes an empty book.
     *
     * @param capacity levels a side before arrays grow
     */
    public OrderBook(int capacity) {
        bids = new BookSide(1, capacity);
        asks = new BookSide(-1, capacity);
    }

    /**
     * Sets the quantity at a price.
     *
     * @param quantity 0 removes the level
     */
    public LevelChange set(Side side, long price, long quantity) {
        return of(side).set(price, quantity);
    }

    /** Removes all levels. */
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** Returns how many levels a side has. */
    public int levels(Side side) {
        return of(side).size();
    }

    /**
     * Returns the price of a level.
     *
     * @param index of the level, from 0 = best to {@link #levels} − 1; so for {@link #quantity}
     */
    public long price(Side side, int index) {
        return of(side).price(index);
    }

    /** Returns the quantity of a level. */
    public long quantity(Side side, int index) {
        return of(side).quantity(index);
    }

    /** Returns the quantity that waits at a price; 0: no level there. */
    public long quantityAt(Side side, long price) {
        return of(side).quantityAt(price);
    }

    /** Returns the highest price at which someone buys; 0 where there are no bids. */
    public long bestBidPrice() {
        return bids.bestPrice();
    }

    /** Returns the quantity at the best bid; 0 where there are no bids. */
    public long bestBidQuantity() {
        return bids.bestQuantity();
    }

    /** Returns the lowest price at which someone sells; 0 where there are no asks. */
    public long bestAskPrice() {
        return asks.bestPrice();
    }

    /** Returns the quantity at the best ask; 0 where there are no asks. */
    public long bestAskQuantity() {
        return asks.bestQuantity();
    }

    /** Tells whether the best bid is at or above the best ask, which no whole book can be. */
    public boolean isCrossed() {
        return bids.size() > 0 && asks.size() > 0 && bids.bestPrice() >= asks.bestPrice();
    }

    /** Tells whether no level stands on either side. */
    public boolean isEmpty() {
        return bids.size() == 0 && asks.size() == 0;
    }

    private BookSide of(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
