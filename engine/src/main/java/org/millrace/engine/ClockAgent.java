package org.millrace.engine;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.ClockTickEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Venue;

/** Publishes the engine's beat: a ClockTick at each whole multiple of the interval. */
final class ClockAgent implements Agent {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ClockTickEncoder tick = new ClockTickEncoder();
    private final EpochNanoClock clock;
    private final EventPublisher publisher;
    private final long intervalNs;
    private long dueNs;

    ClockAgent(EpochNanoClock clock, EventPublisher publisher, long intervalNs) {
        this.clock = clock;
        this.publisher = publisher;
        this.intervalNs = intervalNs;
        this.dueNs = clock.nanoTime();
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - dueNs < 0 || !publisher.tryClaim(1)) { // a full ring: the next beat will do
            return 0;
        }
        tick.wrapAndApplyHeader(publisher.slot(0), 0, header);
        EventPrefix.writeInput(publisher.slot(0), 0, nowNs, nowNs, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + ClockTickEncoder.BLOCK_LENGTH);
        publisher.commit();
        dueNs = nowNs - nowNs % intervalNs + intervalNs;
        return 1;
    }

    @Override
    public String roleName() {
        return "clock";
    }
}
