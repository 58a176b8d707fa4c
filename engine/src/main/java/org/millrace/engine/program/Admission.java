package org.millrace.engine.program;

import org.agrona.concurrent.Agent;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.journal.FreeSpace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops admission to the ring while the journals' disk has too little space, and resumes it. */
final class Admission implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final FreeSpace space;
    private final EventRing ring;
    private boolean admits = true;

    Admission(FreeSpace space, EventRing ring) {
        this.space = space;
        this.ring = ring;
    }

    @Override
    public int doWork() {
        int work = space.doWork();
        if (space.admits() != admits) {
            admits = space.admits();
            ring.admit(admits);
            LOG.warn(
                    "disk of the journals: {} bytes free, floor {}: {}",
                    space.usableBytes(),
                    space.floorBytes(),
                    admits ? "taking events again" : "taking no more events");
        }
        return work;
    }

    @Override
    public String roleName() {
        return "admission";
    }
}
