package org.millrace.feeds.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Defines each symbol at its first sight, unless it was refused, with the exponents of unknown instruments. */
public final class Instruments implements InstrumentResolver {
    private final Map<String, Instrument> bySymbol = new HashMap<>();
    private final List<Instrument> byId = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    public Instruments refuse(String symbol) {
        refused.add(symbol);
        return this;
    }

    public Instruments define(String symbol, int priceExponent, int quantityExponent) {
        Instrument instrument = new Instrument(
                byId.size() + 1,
                Venue.BINANCE,
                symbol,
                symbol,
                priceExponent,
                quantityExponent,
                0,
                0,
                AssetClass.CRYPTO);
        byId.add(instrument);
        bySymbol.put(symbol, instrument);
        return this;
    }

    public int count() {
        return byId.size();
    }

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        String text = symbol.getStringWithoutLengthUtf8(offset, length);
        if (refused.contains(text)) {
            return UNKNOWN;
        }
        if (!bySymbol.containsKey(text)) {
            define(text, -8, -8);
        }
        return bySymbol.get(text).id();
    }

    @Override
    public void describe(Instrument instrument) {
        String symbol = instrument.symbol();
        if (!refused.contains(symbol) && !bySymbol.containsKey(symbol)) {
            define(symbol, instrument.priceExponent(), instrument.quantityExponent());
        }
    }

    @Override
    public boolean isKnown(Venue venue, String symbol) {
        return bySymbol.containsKey(symbol);
    }

    @Override
    public Instrument instrument(int id) {
        if (id < 1 || id > byId.size()) {
            throw new IllegalArgumentException("instrument: " + id + ", expected 1 to " + byId.size());
        }
        return byId.get(id - 1);
    }
}
