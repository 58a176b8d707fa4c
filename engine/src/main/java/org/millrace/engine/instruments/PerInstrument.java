package org.millrace.engine.instruments;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What a stage keeps of each instrument, by instrument id. Allocates only where an instrument is put. */
public final class PerInstrument<T> {
    private static final int INITIAL_LIMIT = 64;

    @SuppressWarnings("unchecked")
    private T[] kept = (T[]) new Object[INITIAL_LIMIT];

    private int limit = 1;

    /** Returns what is kept of an event's instrument; null: nothing. */
    public T of(DirectBuffer event, int offset) {
        return get(EventPrefix.instrumentId(event, offset));
    }

    /** Returns what is kept of an instrument; null: nothing, as of id 0. */
    public T get(int id) {
        return id > 0 && id < kept.length ? kept[id] : null;
    }

    /** Keeps something of an instrument, in place of what was kept before. */
    public void put(int id, T value) {
        if (id >= kept.length) {
            kept = Arrays.copyOf(kept, Math.max(id + 1, kept.length * 2));
        }
        kept[id] = value;
        limit = Math.max(limit, id + 1);
    }

    /** Returns a number above the id of every instrument of which something is kept: for loops over {@link #get}. */
    public int limit() {
        return limit;
    }

    /** Writes what is kept of each instrument. */
    public void save(SnapshotWriter out, BiConsumer<T, SnapshotWriter> saver) {
        out.putInt(limit);
        for (int id = 0; id < limit; id++) {
            out.putBoolean(kept[id] != null);
            if (kept[id] != null) {
                saver.accept(kept[id], out);
            }
        }
    }

    /** Reads what {@link #save} wrote, in place of all that was kept. */
    public void load(SnapshotReader in, Function<SnapshotReader, T> loader) {
        limit = in.getInt();
        kept = Arrays.copyOf(kept, Math.max(limit, INITIAL_LIMIT));
        Arrays.fill(kept, null);
        for (int id = 0; id < limit; id++) {
            kept[id] = in.getBoolean() ? loader.apply(in) : null;
        }
    }
}
