package org.millrace.feeds.simulator.market;

/** Sees what happens in a simulated market, in the order of its time. */
public interface MarketListener {
    /** A trade; the instrument's {@link OrderFlow#lastTrade()} holds it. */
    void onTrade(OrderFlow instrument);

    /** The trades of one taker order at one price; the instrument's {@link OrderFlow#lastTrade()} holds the last. */
    void onAggregateTrade(OrderFlow instrument);

    /** The best level of a side changed. */
    void onTop(OrderFlow instrument);

    /** Levels changed since the last diff of this pace. */
    void onDepth(OrderFlow instrument, DiffPace pace);

    /** A bar changed or closed. */
    void onBar(OrderFlow instrument, SimulatedBar bar);
}
