package org.millrace.feeds.simulator.face;

import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedTrade;

/** The last trades of one instrument, for who subscribes later, and for those that tell several at once. */
public final class TradeTape {
    private static final int CAPACITY = 128;

    private final long[] ticks = new long[CAPACITY];
    private final long[] lots = new long[CAPACITY];
    private final long[] timesNs = new long[CAPACITY];
    private final boolean[] buyerIsMaker = new boolean[CAPACITY];
    private long firstId;
    private long nextId;

    /** Adds the trade that an instrument's market has just seen. */
    public void add(OrderFlow flow) {
        SimulatedTrade trade = flow.lastTrade();
        if (nextId == 0) {
            firstId = trade.id;
        }
        int at = index(trade.id);
        ticks[at] = trade.ticks;
        lots[at] = trade.lots;
        timesNs[at] = flow.timeNs();
        buyerIsMaker[at] = trade.buyerIsMaker;
        nextId = trade.id + 1;
    }

    /** Returns the id behind the last trade; 0 = there was none. */
    public long nextId() {
        return nextId;
    }

    /** Returns the id of the oldest trade of the last few. */
    public long firstId(int atMost) {
        return Math.max(firstId, nextId - Math.min(atMost, CAPACITY));
    }

    /** Returns a trade's price. */
    public long ticks(long id) {
        return ticks[index(id)];
    }

    /** Returns a trade's quantity. */
    public long lots(long id) {
        return lots[index(id)];
    }

    /** Returns a trade's time, UTC. */
    public long timeNs(long id) {
        return timesNs[index(id)];
    }

    /** Answers whether the seller took. */
    public boolean buyerIsMaker(long id) {
        return buyerIsMaker[index(id)];
    }

    private static int index(long id) {
        return (int) (id % CAPACITY);
    }
}
