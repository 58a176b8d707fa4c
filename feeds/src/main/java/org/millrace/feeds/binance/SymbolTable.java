package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.InstrumentTable;

/** Finds what a feed keeps of a symbol by the symbol's bytes. Asks the resolver once for each symbol. */
final class SymbolTable {
    private final int venue;
    private final InstrumentResolver resolver;
    private final InstrumentTable indexes;
    private final BinanceInstrument[] instruments;

    SymbolTable(int venue, InstrumentResolver resolver, int capacity) {
        this.venue = venue;
        this.resolver = resolver;
        indexes = new InstrumentTable(capacity);
        instruments = new BinanceInstrument[capacity];
    }

    /** Returns what is kept of a symbol, or null if it is too long or the table full. */
    BinanceInstrument find(DirectBuffer buffer, int offset, int length) {
        int index = indexes.find(venue, buffer, offset, length);
        return index >= 0 ? instruments[index] : define(buffer, offset, length);
    }

    BinanceInstrument find(String symbol) {
        byte[] bytes = symbol.getBytes(UTF_8);
        return find(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    int count() {
        return indexes.size();
    }

    /** Returns what is kept of the symbol that came at this place, from 0. */
    BinanceInstrument at(int index) {
        return instruments[index];
    }

    private BinanceInstrument define(DirectBuffer buffer, int offset, int length) {
        int index = indexes.size();
        if (length < 1
                || length > InstrumentTable.MAX_SYMBOL_LENGTH
                || index == instruments.length
                || !indexes.put(venue, buffer, offset, length, index)) {
            return null;
        }
        String symbol = buffer.getStringWithoutLengthUtf8(offset, length);
        int id = resolver.resolve(venue, buffer, offset, length);
        if (id == InstrumentResolver.UNKNOWN) {
            instruments[index] = new BinanceInstrument(id, symbol, 0, 0);
        } else {
            Instrument known = resolver.instrument(id);
            instruments[index] = new BinanceInstrument(id, symbol, known.priceExponent(), known.quantityExponent());
        }
        return instruments[index];
    }
}
