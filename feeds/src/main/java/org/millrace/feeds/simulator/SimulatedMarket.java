package org.millrace.feeds.simulator;

import java.util.List;

/**
 * Several instruments' markets in one order of time. What happens is a pure function of instruments, seed, start and the
 * number of steps: no clock is read. Not thread-safe.
 */
final class SimulatedMarket {
    private final OrderFlow[] flows;
    private final MarketListener listener;

    SimulatedMarket(List<SimulatedInstrument> instruments, long seed, long startNs, MarketListener listener) {
        this.listener = listener;
        SeededRandom seeds = new SeededRandom(seed);
        flows = new OrderFlow[instruments.size()];
        for (int i = 0; i < flows.length; i++) {
            flows[i] = new OrderFlow(i, instruments.get(i), seeds.nextLong(), startNs);
        }
    }

    OrderFlow instrument(int index) {
        return flows[index];
    }

    /** Returns when the next step happens, UTC. */
    long nextNs() {
        return next().nextNs();
    }

    /** Makes the next step. */
    void step() {
        next().step(listener);
    }

    void spike(int instrument) {
        flows[instrument].spike(listener);
    }

    void cross(int instrument) {
        flows[instrument].cross(listener);
    }

    private OrderFlow next() {
        OrderFlow next = flows[0];
        for (int i = 1; i < flows.length; i++) {
            if (flows[i].nextNs() < next.nextNs()) {
                next = flows[i];
            }
        }
        return next;
    }
}
