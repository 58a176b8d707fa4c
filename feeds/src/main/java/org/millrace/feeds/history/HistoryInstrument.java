package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.venue.VenueInstrument;

/** What rows are of: how many digits their numbers have, then which exponents they get. */
public final class HistoryInstrument {
    private final Venue venue;
    private final String symbol;
    private final String name;
    private final AssetClass assetClass;
    private final Digits prices = new Digits();
    private final Digits quantities = new Digits();
    private VenueInstrument resolved;

    /**
     * @param symbol the venue's own name
     * @param name   normalised, as {@code BTC-USDT}
     */
    HistoryInstrument(Venue venue, String symbol, String name, AssetClass assetClass) {
        this.venue = venue;
        this.symbol = symbol;
        this.name = name;
        this.assetClass = assetClass;
    }

    public Venue venue() {
        return venue;
    }

    public String symbol() {
        return symbol;
    }

    /** Returns venue and symbol, as {@code BINANCE BTCUSDT}. */
    String label() {
        return venue + " " + symbol;
    }

    Digits digits(RowField.Unit unit) {
        return unit == RowField.Unit.PRICE ? prices : quantities;
    }

    /**
     * Defines the instrument with exponents that hold its digits, where nobody has defined it yet.
     *
     * @throws HistoryException if it may not be defined
     */
    void resolve(InstrumentResolver resolver) {
        resolver.describe(
                new Instrument(0, venue, symbol, name, prices.exponent(), quantities.exponent(), 0, 0, assetClass));
        byte[] bytes = symbol.getBytes(UTF_8);
        int id = resolver.resolve(venue.value(), new UnsafeBuffer(bytes), 0, bytes.length);
        if (id == InstrumentResolver.UNKNOWN) {
            throw new HistoryException(
                    label() + ": not in instruments.list, and no other may be defined; list it, or set"
                            + " instruments.define-unknown, or raise instruments.capacity");
        }
        Instrument instrument = resolver.instrument(id);
        resolved = new VenueInstrument(id, symbol, instrument.priceExponent(), instrument.quantityExponent());
    }

    /** Returns what its events are written with, once it is resolved. */
    VenueInstrument resolved() {
        return resolved;
    }
}
