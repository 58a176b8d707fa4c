package org.millrace.engine.conveyor;

import java.util.Objects;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.Stateful;

/**
 * One step of the conveyor: acts on the events it knows, and passes on what those behind it should see. A
 * deterministic, single-threaded function from the events it is given (and its own state) to the events it hands to
 * {@code next}: no clock, no I/O, no randomness, no allocation after warm-up, and never a write into its input.
 *
 * <p>Each stage switches on the template in an {@link #onEvent} of its own, so that the calls in it stay monomorphic.
 * It hands on the cause first, then what it derived, and answers a SnapshotMarker with {@link #snapshot}.
 */
public abstract class Stage implements EventConsumer, Stateful {
    /** Who sees this stage's events. */
    protected final EventConsumer next;

    private final SnapshotMarkerDecoder marker = new SnapshotMarkerDecoder();
    private final SnapshotSink snapshots;

    /**
     * Creates a stage.
     *
     * @param next      takes what this stage passes on
     * @param snapshots takes this stage's state when a SnapshotMarker passes
     */
    protected Stage(EventConsumer next, SnapshotSink snapshots) {
        this.next = Objects.requireNonNull(next, "next");
        this.snapshots = Objects.requireNonNull(snapshots, "snapshots");
    }

    @Override
    public void flush() {
        next.flush();
    }

    /** Saves this stage's state, then passes the SnapshotMarker on. */
    protected final void snapshot(DirectBuffer buffer, int offset, int length) {
        save(buffer, offset);
        next.onEvent(buffer, offset, length);
    }

    /** Saves this stage's state for a SnapshotMarker. It is the state before the marker: a restart reads it again. */
    protected final void save(DirectBuffer buffer, int offset) {
        marker.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                SnapshotMarkerDecoder.BLOCK_LENGTH,
                SnapshotMarkerDecoder.SCHEMA_VERSION);
        snapshots.take(this, marker.snapshotId());
    }
}
