package org.millrace.feeds.simulator.market;

/** The newest trade of a market, and the aggregate that it belongs to; only the market writes it. */
public final class SimulatedTrade {
    public long id;
    public long ticks;
    public long lots;
    public boolean buyerIsMaker;
    public long aggregateId;
    public long aggregateLots;
    public long firstId;
}
