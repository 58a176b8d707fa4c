package org.millrace.engine.conveyor;

import net.openhft.affinity.Affinity;
import org.millrace.codecs.EventConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages of one segment: pins itself, then reads its ring until that is closed. */
final class ConveyorThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConveyorThread.class);

    private final SegmentSettings settings;
    private final EventRing ring;
    private final EventConsumer consumer;
    private final FaultHandler faults;
    private Runnable prelude;
    private Thread thread;

    ConveyorThread(SegmentSettings settings, EventRing ring, EventConsumer consumer, FaultHandler faults) {
        this.settings = settings;
        this.ring = ring;
        this.consumer = consumer;
        this.faults = faults;
    }

    EventRing ring() {
        return ring;
    }

    void prelude(Runnable prelude) {
        this.prelude = prelude;
    }

    void start() {
        String first = settings.stages().get(0);
        String last = settings.stages().get(settings.stages().size() - 1);
        thread = new Thread(this, "conveyor " + first + (first.equals(last) ? "" : ".." + last));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        pin();
        try {
            if (prelude != null) {
                prelude.run();
            }
            new RingReader(ring, consumer).run();
        } catch (LineClosedException e) {
            LOG.debug("stopped with the thread behind it");
        } catch (Throwable e) { // whatever it is: no event may pass any more
            faults.onFault(StageFault.outsideEvents(e));
        }
    }

    /** Waits for the thread's end, unless it is the caller. */
    void join(long timeoutMs) throws InterruptedException {
        if (thread != null && thread != Thread.currentThread()) {
            thread.join(timeoutMs);
        }
    }

    private void pin() {
        if (settings.cpu() == SegmentSettings.ANY_CPU) {
            return;
        }
        try {
            Affinity.setAffinity(settings.cpu());
        } catch (RuntimeException | LinkageError e) { // containers forbid it, some systems do not know it
            LOG.warn("not pinned to processor {}: {}", settings.cpu(), e.toString());
        }
    }
}
