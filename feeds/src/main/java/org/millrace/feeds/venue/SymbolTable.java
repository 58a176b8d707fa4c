package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Words;

/**
 * Finds what a feed keeps of a symbol by the symbol's bytes. Asks the resolver once for each symbol.
 *
 * @param <I> what the venue's feed keeps
 */
public final class SymbolTable<I extends VenueInstrument> {
    private static final int RECENT_BITS = 8;
    private static final int RECENT = 1 << RECENT_BITS;
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio

    private final int venue;
    private final InstrumentResolver resolver;
    private final InstrumentTable indexes;
    private final Factory<I> factory;
    private final I[] instruments;
    private final Set<String> wanted = new LinkedHashSet<>();
    private boolean takesAll = true;
    private final long[] recentHeads = new long[RECENT]; // symbols of up to 15 bytes, zero behind them
    private final long[] recentTails = new long[RECENT];
    private final I[] recent = array(RECENT);
    private final UnsafeBuffer symbol = new UnsafeBuffer(0, 0); // that is looked for

    /** Makes what a feed keeps of a symbol; see {@link VenueInstrument}. */
    public interface Factory<I> {
        I make(int id, String symbol, int priceExponent, int quantityExponent);
    }

    /**
     * @param venue    number of the venue, as in the schema's enum {@code Venue}
     * @param capacity most symbols
     */
    public SymbolTable(int venue, InstrumentResolver resolver, int capacity, Factory<I> factory) {
        this.venue = venue;
        this.resolver = resolver;
        indexes = new InstrumentTable(capacity);
        this.factory = factory;
        instruments = array(capacity);
    }

    /** Takes these symbols, and from now on no others but those that were added: what nobody subscribed to is not defined. */
    public void add(List<String> symbols) {
        takesAll = false;
        wanted.addAll(symbols);
        for (String symbol : symbols) {
            I known = known(symbol);
            if (known != null && known.id() == InstrumentResolver.UNKNOWN) {
                replace(known, make(symbol)); // came before it was wanted
            }
        }
    }

    /** Takes a symbol no longer; what was kept of it is forgotten. */
    public void remove(String symbol) {
        wanted.remove(symbol);
        I known = known(symbol);
        if (known != null) {
            replace(known, factory.make(InstrumentResolver.UNKNOWN, known.symbol(), 0, 0));
        }
    }

    /** Returns the symbols that are taken; none = all. */
    public Set<String> wanted() {
        return wanted;
    }

    /** Answers whether a symbol is one that is taken. */
    public boolean wants(String symbol) {
        return takesAll || wanted.contains(symbol);
    }

    /** Returns what is kept of a symbol, or null if it is too long or the table full. */
    public I find(byte[] bytes, int offset, int length) {
        symbol.wrap(bytes, offset, length);
        int index = indexes.find(venue, symbol, 0, length);
        return index >= 0 ? instruments[index] : define(length);
    }

    /**
     * Returns what is kept of the symbol that a quote ends: two loads and compares, where it came lately.
     *
     * @return null if it is none of ours, or written with escapes
     */
    public I findQuoted(byte[] bytes, int position, int end) {
        long word = LittleEndian.longAt(bytes, position);
        long head = JsonBytes.beforeQuote(word);
        long tail = head == word ? JsonBytes.beforeQuote(LittleEndian.longAt(bytes, position + Long.BYTES)) : 0;
        I found = recent(head, tail);
        if (found != null) {
            return found;
        }
        int quote = JsonBytes.textEnd(bytes, position, end);
        boolean isText = quote < end && bytes[quote] == '"';
        return isText ? remember(find(bytes, position, quote - position), head, tail, quote - position) : null;
    }

    /** Returns what is kept of a symbol, of which eight bytes more can be loaded: as {@link #findQuoted}. */
    public I findShort(byte[] bytes, int position, int length) {
        if (length < 1 || length >= 2 * Long.BYTES) {
            return remember(find(bytes, position, length), 0, 0, length);
        }
        long head = LittleEndian.longAt(bytes, position) & Words.first(Math.min(length, Long.BYTES));
        int rest = length - Long.BYTES;
        long tail = rest > 0 ? LittleEndian.longAt(bytes, position + Long.BYTES) & Words.first(rest) : 0;
        I found = recent(head, tail);
        return found != null ? found : remember(find(bytes, position, length), head, tail, length);
    }

    private I recent(long head, long tail) {
        int slot = slot(head, tail);
        return recentHeads[slot] == head && recentTails[slot] == tail ? recent[slot] : null;
    }

    /** Keeps what was found for the next time, unless it is none of ours; returns it, or null. */
    private I remember(I found, long head, long tail, int length) {
        if (found == null || found.id() == InstrumentResolver.UNKNOWN) {
            return null;
        }
        if (length < 2 * Long.BYTES) {
            int slot = slot(head, tail);
            recentHeads[slot] = head;
            recentTails[slot] = tail;
            recent[slot] = found;
        }
        return found;
    }

    private static int slot(long head, long tail) {
        return (int) (((head ^ Long.rotateLeft(tail, 19)) * MIX) >>> (Long.SIZE - RECENT_BITS));
    }

    /** Returns what is kept of a symbol, or null if it is too long or the table full. */
    public I find(String symbol) {
        byte[] bytes = symbol.getBytes(UTF_8);
        return find(bytes, 0, bytes.length);
    }

    /** Has what comes under another name be the symbol's, unless that name is known by itself. */
    public void alias(String name, String symbol) {
        I instrument = find(symbol);
        byte[] bytes = name.getBytes(UTF_8);
        int index = indexes.size();
        I other = known(name);
        if (instrument != null && other != null && other.id() == InstrumentResolver.UNKNOWN) {
            replace(other, instrument);
        }
        boolean isNew = instrument != null && other == null;
        if (isNew
                && index < instruments.length
                && indexes.put(venue, new UnsafeBuffer(bytes), 0, bytes.length, index)) {
            instruments[index] = instrument;
        }
    }

    /** Returns what is kept of a symbol that has come, or null. */
    public I known(String symbol) {
        byte[] bytes = symbol.getBytes(UTF_8);
        int index = indexes.find(venue, new UnsafeBuffer(bytes), 0, bytes.length);
        return index >= 0 ? instruments[index] : null;
    }

    /** Returns how many symbols have come, and other names of theirs. */
    public int count() {
        return indexes.size();
    }

    /** Returns what is kept of the symbol that came at this place, from 0. */
    public I at(int index) {
        return instruments[index];
    }

    private I define(int length) {
        int index = indexes.size();
        if (length < 1
                || length > InstrumentTable.MAX_SYMBOL_LENGTH
                || index == instruments.length
                || !indexes.put(venue, symbol, 0, length, index)) {
            return null;
        }
        instruments[index] = make(symbol.getStringWithoutLengthUtf8(0, length));
        return instruments[index];
    }

    private I make(String name) {
        UnsafeBuffer buffer = new UnsafeBuffer(name.getBytes(UTF_8));
        int id = wants(name) ? resolver.resolve(venue, buffer, 0, buffer.capacity()) : InstrumentResolver.UNKNOWN;
        if (id == InstrumentResolver.UNKNOWN) {
            return factory.make(id, name, 0, 0);
        }
        Instrument known = resolver.instrument(id);
        return factory.make(id, name, known.priceExponent(), known.quantityExponent());
    }

    private void replace(I old, I by) {
        for (int i = 0; i < count(); i++) {
            instruments[i] = instruments[i] == old ? by : instruments[i];
        }
        Arrays.fill(recent, null);
    }

    @SuppressWarnings("unchecked") // nothing else is ever put into it
    private static <I extends VenueInstrument> I[] array(int length) {
        return (I[]) new VenueInstrument[length];
    }
}
