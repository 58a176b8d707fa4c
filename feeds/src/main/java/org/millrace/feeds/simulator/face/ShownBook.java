package org.millrace.feeds.simulator.face;

import org.millrace.feeds.simulator.market.RestingOrders;

/**
 * A book as a protocol has shown it, down to a depth. Who subscribes gets a snapshot of this one, and not of the market's,
 * which is ahead of it by what the next step will tell all subscribers.
 */
public final class ShownBook {
    private final ShownSide bids;
    private final ShownSide asks;

    /**
     * Makes a book of which nothing was shown.
     *
     * @param depth levels a side; {@link Integer#MAX_VALUE} = all
     */
    public ShownBook(int depth) {
        bids = new ShownSide(true, depth);
        asks = new ShownSide(false, depth);
    }

    /** Returns the bids. */
    public ShownSide bids() {
        return bids;
    }

    /** Returns the asks. */
    public ShownSide asks() {
        return asks;
    }

    /**
     * Goes over to what a book is now.
     *
     * @return whether that changes anything
     */
    public boolean follow(RestingOrders orders) {
        bids.follow(orders.bids());
        asks.follow(orders.asks());
        return bids.changes() + asks.changes() > 0;
    }
}
