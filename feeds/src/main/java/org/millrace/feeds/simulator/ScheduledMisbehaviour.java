package org.millrace.feeds.simulator;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;
import org.millrace.feeds.simulator.face.Misbehaviour;

/**
 * A misbehaviour that comes again and again, in the time of the market.
 *
 * @param kind   what goes wrong
 * @param symbol of the instrument, where it concerns one
 * @param every  how often, the first time this long after the opening
 */
public record ScheduledMisbehaviour(Misbehaviour kind, String symbol, Duration every) {
    public ScheduledMisbehaviour {
        require(every.toNanos() > 0, "simulator.misbehaviour.every", every, "more than 0");
    }
}
