package org.millrace.engine.snapshot;

import java.io.IOException;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.SnapshotMarkerEncoder;
import org.millrace.codecs.sbe.Venue;

/** Sends a SnapshotMarker down the line when one is due, and writes the file when every stage has answered it. */
public final class SnapshotAgent implements Agent {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotMarkerEncoder marker = new SnapshotMarkerEncoder();
    private final SnapshotFiles files;
    private final SnapshotCollector collector;
    private final EventPublisher publisher;
    private final EpochNanoClock clock;
    private final ErrorHandler errors;
    private Consumer<SnapshotFiles> written = snapshots -> {}; // no retention
    private long intervalNs;
    private long dueNs;

    /**
     * Creates an agent that makes no snapshot unless asked.
     *
     * @param publisher of its own
     * @param errors    is told when a file cannot be written: the line goes on, the next snapshot is tried
     */
    public SnapshotAgent(
            SnapshotFiles files,
            SnapshotCollector collector,
            EventPublisher publisher,
            EpochNanoClock clock,
            ErrorHandler errors) {
        this.files = files;
        this.collector = collector;
        this.publisher = publisher;
        this.clock = clock;
        this.errors = errors;
    }

    /** Makes a snapshot every so often; 0: never. */
    public void every(SnapshotSettings settings) {
        intervalNs = settings.interval().toNanos();
        dueNs = clock.nanoTime() + intervalNs;
    }

    /** Names who is told after each file: retention, which may now delete what no snapshot needs. */
    public void onWritten(Consumer<SnapshotFiles> listener) {
        written = listener;
    }

    @Override
    public int doWork() {
        if (collector.snapshotId() == 0) {
            long nowNs = clock.nanoTime();
            return intervalNs > 0 && nowNs - dueNs >= 0 && request(nowNs) ? 1 : 0;
        }
        return write() ? 1 : 0;
    }

    /** Publishes a marker; false: the ring is full, or a snapshot is under way. */
    public boolean request(long nowNs) {
        if (collector.snapshotId() != 0 || !publisher.tryClaim(1)) {
            return false;
        }
        dueNs = nowNs + intervalNs;
        collector.expect(nowNs);
        marker.wrapAndApplyHeader(publisher.slot(0), 0, header);
        EventPrefix.writeInput(publisher.slot(0), 0, nowNs, 0L, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
        marker.snapshotId(nowNs);
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotMarkerEncoder.BLOCK_LENGTH);
        publisher.commit();
        return true;
    }

    /** Writes the file if every stage has answered; false: not yet. */
    public boolean write() {
        if (!collector.isComplete()) {
            return false;
        }
        try {
            files.write(collector);
            written.accept(files);
        } catch (IOException e) {
            errors.onError(e);
        } finally {
            collector.reset();
        }
        return true;
    }

    @Override
    public String roleName() {
        return "snapshots";
    }
}
