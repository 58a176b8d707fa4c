package org.millrace.feeds.simulator.market;

import java.util.List;

/**
 * Several instruments' markets in one order of time. What happens is a pure function of instruments, seed, start and the
 * number of steps: no clock is read. Not thread-safe.
 */
public final class SimulatedMarket {
    private final OrderFlow[] flows;
    private final OrderFlow[] queue; // a heap: the next to step first
    private final MarketListener listener;
    private long nowNs;

    /**
     * Opens the markets.
     *
     * @param startNs  UTC
     * @param listener is told of all that happens
     */
    public SimulatedMarket(List<SimulatedInstrument> instruments, long seed, long startNs, MarketListener listener) {
        this.listener = listener;
        nowNs = startNs;
        SeededRandom seeds = new SeededRandom(seed);
        flows = new OrderFlow[instruments.size()];
        for (int i = 0; i < flows.length; i++) {
            flows[i] = new OrderFlow(i, instruments.get(i), seeds.nextLong(), startNs);
        }
        queue = flows.clone();
        for (int i = queue.length / 2; i >= 0; i--) {
            sift(i);
        }
    }

    /** Returns one of the markets, by its place in the list. */
    public OrderFlow instrument(int index) {
        return flows[index];
    }

    /** Returns how many markets there are. */
    public int count() {
        return flows.length;
    }

    /** Returns the time that it is in the markets. */
    public long nowNs() {
        return nowNs;
    }

    /** Lets time pass in which nothing happens. */
    public void passTo(long untilNs) {
        nowNs = Math.max(nowNs, untilNs);
    }

    /** Returns when the next step happens, UTC. */
    public long nextNs() {
        return queue[0].nextNs();
    }

    /** Makes the next step. */
    public void step() {
        nowNs = queue[0].nextNs();
        queue[0].step(listener);
        sift(0);
    }

    /** Prints one trade at ten times the price. */
    public void spike(int instrument) {
        flows[instrument].spike(listener);
    }

    /** Lets a bid stand above the best ask for two diffs. */
    public void cross(int instrument) {
        flows[instrument].cross(listener);
    }

    private void sift(int from) {
        int at = from;
        OrderFlow moved = queue[at];
        for (int child = 2 * at + 1; child < queue.length; child = 2 * at + 1) {
            if (child + 1 < queue.length && isBefore(queue[child + 1], queue[child])) {
                child++;
            }
            if (!isBefore(queue[child], moved)) {
                break;
            }
            queue[at] = queue[child];
            at = child;
        }
        queue[at] = moved;
    }

    /** Of two at the same time the first in the list comes first. */
    private static boolean isBefore(OrderFlow one, OrderFlow other) {
        long difference = one.nextNs() - other.nextNs();
        return difference < 0 || (difference == 0 && one.index() < other.index());
    }
}
