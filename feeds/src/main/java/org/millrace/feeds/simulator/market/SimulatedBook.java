package org.millrace.feeds.simulator.market;

import java.util.List;

/**
 * A simulated market's whole book at one moment.
 *
 * @param lastUpdateId the update that it shows
 * @param lines        its levels, best first, {@code B|price|quantity}, then {@code A|price|quantity}, eight decimals
 */
public record SimulatedBook(long lastUpdateId, List<String> lines) {
    public SimulatedBook {
        lines = List.copyOf(lines);
    }
}
