package org.millrace.feeds.simulator;

/** The newest trade of a market, and the aggregate that it belongs to. */
final class SimulatedTrade {
    long id;
    long ticks;
    long lots;
    boolean buyerIsMaker;
    long aggregateId;
    long aggregateLots;
    long firstId;
}
