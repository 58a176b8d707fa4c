package org.millrace.codecs.instrument;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Remembers, for one thread, what a resolver shared by all threads answered: each feed has its own in front of the
 * engine's. Known symbols cost one look-up in a table; the resolver is asked at the first sight of a symbol, and at each
 * one that no longer fits the table.
 */
public final class InstrumentCache implements InstrumentResolver {
    private final InstrumentResolver resolver;
    private final InstrumentTable table;
    private Instrument[] instruments = new Instrument[64];

    /**
     * Makes an empty cache.
     *
     * @param capacity most symbols it remembers, refused ones included
     */
    public InstrumentCache(InstrumentResolver resolver, int capacity) {
        this.resolver = resolver;
        table = new InstrumentTable(capacity);
    }

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        int id = table.find(venue, symbol, offset, length);
        return id == InstrumentTable.NOT_FOUND ? ask(venue, symbol, offset, length) : id;
    }

    @Override
    public Instrument instrument(int id) {
        if (id >= 1 && id < instruments.length && instruments[id] != null) {
            return instruments[id];
        }
        return remember(resolver.instrument(id));
    }

    private int ask(int venue, DirectBuffer symbol, int offset, int length) {
        int id = resolver.resolve(venue, symbol, offset, length);
        table.put(venue, symbol, offset, length, id);
        return id;
    }

    private Instrument remember(Instrument instrument) {
        int id = instrument.id();
        if (id >= instruments.length) {
            instruments = Arrays.copyOf(instruments, Math.max(id + 1, instruments.length * 2));
        }
        instruments[id] = instrument;
        return instrument;
    }
}
