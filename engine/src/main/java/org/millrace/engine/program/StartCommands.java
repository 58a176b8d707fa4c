package org.millrace.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.engine.Engine;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.gateway.latest.InstrumentNames;

/** What commands of the settings need on their way into the line: slots of its ring, instruments by their names. */
final class StartCommands {
    private static final long FULL_RING_PARK_NS = 50_000;

    private final Engine engine;
    private final RingPublisher publisher;

    StartCommands(Engine engine) {
        this.engine = engine;
        publisher = engine.newPublisher();
    }

    /** Returns what the slots are written by. */
    RingPublisher publisher() {
        return publisher;
    }

    /**
     * Claims slots, as soon as they are free.
     *
     * @throws IllegalStateException if the line has stopped
     */
    void claim(int slots) {
        while (!publisher.tryClaim(slots)) {
            if (publisher.isClosed()) {
                throw new IllegalStateException("the line has stopped");
            }
            LockSupport.parkNanos(FULL_RING_PARK_NS);
        }
    }

    /**
     * Returns the instrument that settings name, as "kraken:BTC/USD".
     *
     * @throws IllegalArgumentException if none has that name so far
     */
    Instrument instrument(String name) {
        List<String> known = new ArrayList<>();
        for (Instrument each : engine.instruments().instruments()) {
            known.add(InstrumentNames.venueName(each.venue()) + ":" + each.name());
            if (known.get(known.size() - 1).equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no instrument " + name + ", only " + known
                + "; one that a feed defines later has to stand in instruments.list");
    }
}
