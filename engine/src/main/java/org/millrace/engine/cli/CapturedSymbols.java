package org.millrace.engine.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Gives every symbol an id without telling a journal: enough for a capture to join its books. */
final class CapturedSymbols implements InstrumentResolver {
    private static final int EXPONENT = -8;

    private final List<Instrument> instruments = new ArrayList<>();

    @Override
    public synchronized int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        byte[] bytes = new byte[length];
        symbol.getBytes(offset, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (Instrument instrument : instruments) {
            if (instrument.symbol().equals(text) && instrument.venue().value() == venue) {
                return instrument.id();
            }
        }
        int id = instruments.size() + 1;
        instruments.add(
                new Instrument(id, Venue.get((short) venue), text, text, EXPONENT, EXPONENT, 0, 0, AssetClass.UNKNOWN));
        return id;
    }

    @Override
    public synchronized Instrument instrument(int id) {
        return instruments.get(id - 1);
    }
}
