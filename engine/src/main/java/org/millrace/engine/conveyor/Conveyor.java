package org.millrace.engine.conveyor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.snapshot.SnapshotSink;

/**
 * A line of stages on its threads, behind the inbound ring. Neighbours on one thread call each other directly; where
 * the settings cut the line, a ring carries the events over.
 *
 * <pre>
 *   publishers ──▶ inbound ring ──▶ [journal-in quality book] ──▶ ring ──▶ [bars .. fan-out]
 *                                     thread 0                             thread 1
 * </pre>
 */
public final class Conveyor implements AutoCloseable {
    private static final EventConsumer END = (buffer, offset, length) -> {};
    private static final long POLL_NS = 50_000;
    private static final long JOIN_MS = 5_000;

    private final List<Stage> stages = new ArrayList<>();
    private final List<ConveyorThread> threads = new ArrayList<>();
    private final AtomicReference<StageFault> fault = new AtomicReference<>();
    private final FaultHandler faults;

    /**
     * Makes the stages, the last first, and the rings between them. No thread runs yet.
     *
     * @param snapshots takes the state of each stage, on the thread of that stage
     * @param faults    is told if the line stops by itself
     */
    public Conveyor(Line line, ConveyorSettings settings, SnapshotSink snapshots, FaultHandler faults) {
        this.faults = faults;
        List<SegmentSettings> segments = settings.segments(line.names());
        EventConsumer next = END;
        int step = line.steps().size();
        for (int i = segments.size() - 1; i >= 0; i--) {
            SegmentSettings segment = segments.get(i);
            for (int left = segment.stages().size(); left > 0; left--) {
                Stage stage = line.steps().get(--step).factory().create(next, snapshots);
                stages.add(0, stage);
                next = stage;
            }
            EventRing ring = i == 0
                    ? EventRing.shared(settings.ringSlots(), segment.waiting())
                    : EventRing.between(settings.ringSlots(), segment.waiting());
            threads.add(0, new ConveyorThread(segment, ring, next, this::stop));
            next = new RingLink(ring);
        }
    }

    /** Returns the inbound ring. */
    public EventRing ring() {
        return threads.get(0).ring();
    }

    /** Returns the first stage: what drives the line without its inbound ring, on the first thread. */
    public EventConsumer first() {
        return stages.get(0);
    }

    /** Returns the stages in their order. Their state belongs to their threads. */
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    /** Returns the number of threads. */
    public int threadCount() {
        return threads.size();
    }

    /**
     * Starts the threads.
     *
     * @param prelude runs on the first thread before it reads the inbound ring: the replay of the journal
     */
    public void start(Runnable prelude) {
        threads.get(0).prelude(prelude);
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).start();
        }
    }

    /**
     * Waits, on the first thread, until all that it passed on has left the last stage, and each stage has been told to
     * flush.
     */
    public void awaitQuiet() {
        first().flush();
        for (ConveyorThread thread : threads.subList(1, threads.size())) {
            while (!thread.ring().isDrained()) {
                if (thread.ring().isClosed()) {
                    throw new LineClosedException();
                }
                LockSupport.parkNanos(POLL_NS);
            }
        }
    }

    /** Waits until all that was published has left the last stage; producers must have stopped. False: the line did. */
    public boolean drain() {
        for (ConveyorThread thread : threads) {
            while (!thread.ring().isDrained()) {
                if (thread.ring().isClosed()) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NS);
            }
        }
        return true;
    }

    /** Returns why the line stopped; null while it runs, or when it was closed. */
    public StageFault fault() {
        return fault.get();
    }

    /** Stops the threads where they stand; {@link #drain} first to lose nothing. */
    @Override
    public void close() {
        closeRings();
        boolean interrupted = false;
        for (ConveyorThread thread : threads) {
            try {
                thread.join(JOIN_MS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeRings() {
        for (ConveyorThread thread : threads) {
            thread.ring().close();
        }
    }

    private void stop(StageFault stageFault) {
        if (fault.compareAndSet(null, stageFault)) {
            closeRings();
            faults.onFault(stageFault);
        }
    }
}
