package org.millrace.feeds.kraken;

import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.Side;
import org.millrace.feeds.venue.Levels;

/**
 * One book as the venue keeps it: cut to the depth subscribed to after each message, and summed up over its first ten
 * levels a side ("Book Checksum": asks from low to high, then bids from high to low, of each level price and quantity as
 * written, without point and leading zeros).
 */
final class KrakenBook {
    /** How much is known of a book. */
    enum State {
        /** Nothing came yet, or the connection that it came on has ended. */
        IDLE,
        /** What came does not fit: a snapshot is waited for. */
        WAITING,
        LIVE
    }

    private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};

    private final TopDigits bidDigits;
    private final TopDigits askDigits;
    private OrderBook levels; // made with the first snapshot
    private State state = State.IDLE;
    private int depth;
    private int subscribedDepth;
    private long lastTime;
    private long awaitedSinceNs;

    KrakenBook(int priceExponent, int quantityExponent) {
        bidDigits = new TopDigits(Side.BUY, priceExponent, quantityExponent);
        askDigits = new TopDigits(Side.SELL, priceExponent, quantityExponent);
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    /** Sets the levels a side that were subscribed to; 0: as many as the next snapshot suggests. */
    void subscribedDepth(int levelsASide) {
        subscribedDepth = levelsASide;
    }

    /** Notes that a snapshot is awaited from now on. */
    void awaits(long nowNs) {
        awaitedSinceNs = nowNs;
    }

    /** Answers whether a snapshot is awaited for as long as the limit. */
    boolean isLate(long nowNs, long limitNs) {
        return awaitedSinceNs != 0 && nowNs - awaitedSinceNs >= limitNs;
    }

    /** Returns the book's time, which does not go back: levels that a venue sends again carry their old one. */
    long advance(long time) {
        lastTime = Math.max(lastTime, time);
        return lastTime;
    }

    /**
     * Applies a row of a book's message and cuts the sides.
     *
     * @param bids takes the changes of that side: those of the row, then the levels that fell out, as removals
     * @param asks likewise
     */
    void apply(KrakenMessage message, int row, Levels bids, Levels asks) {
        int bidsFrom = message.bidsFrom(row);
        int asksFrom = message.asksFrom(row);
        int bidsEnd = (int) message.value(row, KrakenMessage.BIDS_END);
        int asksEnd = (int) message.value(row, KrakenMessage.ASKS_END);
        if (message.isSnapshot()) {
            begin((int) message.value(row, KrakenMessage.DEPTH), Math.max(bidsEnd - bidsFrom, asksEnd - asksFrom));
        }
        takeDecimals(message, row);
        set(message.bids, bidsFrom, bidsEnd, bidDigits, bids);
        set(message.asks, asksFrom, asksEnd, askDigits, asks);
    }

    /** Returns the checksum of what stands in the book. */
    long checksum() {
        return bidDigits.appendTo(askDigits.sum(levels), levels);
    }

    private void begin(int depthSaid, int snapshotLevels) {
        if (levels == null) {
            levels = new OrderBook();
        }
        levels.clear();
        bidDigits.clear();
        askDigits.clear();
        depth = depthSaid > 0 ? depthSaid : subscribedDepth > 0 ? subscribedDepth : depthOf(snapshotLevels);
    }

    private void takeDecimals(KrakenMessage message, int row) {
        int price = (int) message.value(row, KrakenMessage.PRICE_DECIMALS);
        int quantity = (int) message.value(row, KrakenMessage.QUANTITY_DECIMALS);
        bidDigits.decimals(price, quantity);
        askDigits.decimals(price, quantity);
    }

    private void set(Levels from, int first, int end, TopDigits digits, Levels changes) {
        Side side = digits.side();
        for (int i = first; i < end; i++) {
            digits.onChange(levels, from.price(i));
            levels.set(side, from.price(i), from.quantity(i));
            changes.add(from.price(i), from.quantity(i));
        }
        for (int count = levels.levels(side); count > depth; count--) {
            long price = levels.price(side, count - 1);
            levels.set(side, price, 0);
            changes.add(price, 0);
        }
    }

    /** Returns the least depth that can be subscribed to and has room for so many levels. */
    private static int depthOf(int snapshotLevels) {
        for (int each : DEPTHS) {
            if (snapshotLevels <= each) {
                return each;
            }
        }
        return DEPTHS[DEPTHS.length - 1];
    }
}
