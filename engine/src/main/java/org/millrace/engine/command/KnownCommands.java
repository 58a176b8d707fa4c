package org.millrace.engine.command;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The newest commands and their answers, by id. A ring of fixed size, whose oldest gives way; found by its hash's chain,
 * which goes from the newest to the oldest, so that who gives way is its last. Makes no objects.
 */
final class KnownCommands {
    /** No such command. */
    static final int UNKNOWN = -1;

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final long[] most;
    private final long[] least;
    private final long[] objects;
    private final long[] errors;
    private final int[] newest; // by hash
    private final int[] older; // by place in the ring
    private final int shift;
    private long count;

    /** Makes room for so many, a power of two. */
    KnownCommands(int capacity) {
        most = new long[capacity];
        least = new long[capacity];
        objects = new long[capacity];
        errors = new long[capacity];
        newest = new int[capacity * 2];
        older = new int[capacity];
        shift = Long.numberOfLeadingZeros(newest.length) + 1;
        Arrays.fill(newest, UNKNOWN);
    }

    /** Returns the place of a command, valid until the next is added, or {@link #UNKNOWN}. */
    int find(long high, long low) {
        int place = newest[hash(high, low)];
        while (place != UNKNOWN && (most[place] != high || least[place] != low)) {
            place = older[place];
        }
        return place;
    }

    long object(int place) {
        return objects[place];
    }

    int error(int place) {
        return (int) errors[place];
    }

    void add(long high, long low, long object, int error) {
        int place = (int) (count % most.length);
        if (count >= most.length) {
            forget(place);
        }
        count++;
        most[place] = high;
        least[place] = low;
        objects[place] = object;
        errors[place] = error;
        chain(place);
    }

    void save(SnapshotWriter out) {
        out.putLong(count);
        out.putLongs(most, known()).putLongs(least, known());
        out.putLongs(objects, known()).putLongs(errors, known());
    }

    void load(SnapshotReader in) {
        count = in.getLong();
        in.getLongs(most, known());
        in.getLongs(least, known());
        in.getLongs(objects, known());
        in.getLongs(errors, known());
        Arrays.fill(newest, UNKNOWN);
        for (long each = count - known(); each < count; each++) {
            chain((int) (each % most.length));
        }
    }

    private int known() {
        return (int) Math.min(count, most.length);
    }

    private void chain(int place) {
        int hash = hash(most[place], least[place]);
        older[place] = newest[hash];
        newest[hash] = place;
    }

    /** Cuts the oldest of all off the end of its chain. */
    private void forget(int oldest) {
        int hash = hash(most[oldest], least[oldest]);
        if (newest[hash] == oldest) {
            newest[hash] = UNKNOWN;
            return;
        }
        int place = newest[hash];
        while (older[place] != oldest) {
            place = older[place];
        }
        older[place] = UNKNOWN;
    }

    private int hash(long high, long low) {
        return (int) (((high * GOLDEN_RATIO + low) * GOLDEN_RATIO) >>> shift);
    }
}
