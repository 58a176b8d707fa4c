package org.millrace.feeds.simulator.face;

import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;

/**
 * What a face lives among.
 *
 * @param market that it tells of
 * @param seed   of what goes wrong
 * @param clock  of limits, heartbeats and answers; what happens in the markets has its own time
 */
public record FaceContext(
        List<SimulatedInstrument> instruments,
        SimulatedMarket market,
        long seed,
        EpochNanoClock clock,
        SimulatorCounters counters) {

    /** Returns the place of an instrument in the list, by its simulated symbol, or −1. */
    public int indexOf(String symbol) {
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).symbol().equals(symbol)) {
                return i;
            }
        }
        return -1;
    }
}
