package org.millrace.bench.micro;

import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Answers BTCUSDT of Binance to whatever it is asked. */
public final class OneInstrument implements InstrumentResolver {
    static final int ID = 1;
    static final int EXPONENT = -8;

    static final Instrument INSTRUMENT = new Instrument(
            ID, Venue.BINANCE, "BTCUSDT", "BTC-USDT", EXPONENT, EXPONENT, 1_000_000, 0, AssetClass.CRYPTO);

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        return ID;
    }

    @Override
    public Instrument instrument(int id) {
        return INSTRUMENT;
    }
}
