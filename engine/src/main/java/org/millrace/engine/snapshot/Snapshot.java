package org.millrace.engine.snapshot;

import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** A whole snapshot, read back from its file and found intact. */
public final class Snapshot {
    private final long id;
    private final Map<String, Part> parts;

    Snapshot(long id, Map<String, Part> parts) {
        this.id = id;
        this.parts = Map.copyOf(parts);
    }

    /** Returns the id of the marker that it was taken at. */
    public long id() {
        return id;
    }

    /** Returns whether it holds these parts, in the format that they read. It may hold more. */
    public boolean fits(List<? extends Stateful> statefuls) {
        return statefuls.stream().allMatch(stateful -> {
            Part part = parts.get(stateful.name());
            return part != null && part.formatVersion == stateful.formatVersion();
        });
    }

    /** Returns the state of one part, from its beginning. */
    public SnapshotReader reader(String name) {
        Part part = parts.get(name);
        return new SnapshotReader(part.buffer, part.offset, part.length);
    }

    /**
     * Loads the state of each part.
     *
     * @throws IllegalStateException if a part did not read all that it once wrote
     */
    public void load(List<? extends Stateful> statefuls) {
        for (Stateful stateful : statefuls) {
            SnapshotReader in = reader(stateful.name());
            stateful.load(in);
            if (in.remaining() != 0) {
                throw new IllegalStateException(
                        "snapshot " + id + ": " + stateful.name() + " left " + in.remaining() + " bytes unread");
            }
        }
    }

    /** Where the state of one part lies. */
    record Part(int formatVersion, DirectBuffer buffer, int offset, int length) {}
}
