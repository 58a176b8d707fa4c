package org.millrace.feeds.alpaca;

import org.agrona.DirectBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/**
 * Describes a symbol before its first event: {@code BTC/USD} is crypto, to nine places as the venue prints it;
 * {@code AAPL} a share that trades in dollars.
 */
final class AlpacaResolver implements InstrumentResolver {
    private static final int CRYPTO_EXPONENT = -9;
    private static final int SHARE_EXPONENT = -8;

    private final InstrumentResolver next;

    AlpacaResolver(InstrumentResolver next) {
        this.next = next;
    }

    @Override
    public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
        describe(described(Venue.get((short) venue), symbol.getStringWithoutLengthUtf8(offset, length)));
        return next.resolve(venue, symbol, offset, length);
    }

    @Override
    public void describe(Instrument instrument) {
        next.describe(instrument);
    }

    @Override
    public Instrument instrument(int id) {
        return next.instrument(id);
    }

    private static Instrument described(Venue venue, String symbol) {
        boolean isCrypto = isCrypto(symbol);
        String name = isCrypto ? PairName.of(symbol) : symbol + "-USD";
        int exponent = isCrypto ? CRYPTO_EXPONENT : SHARE_EXPONENT;
        AssetClass assetClass = isCrypto ? AssetClass.CRYPTO : AssetClass.EQUITY;
        return new Instrument(0, venue, symbol, name, exponent, exponent, 0, 0, assetClass);
    }

    static boolean isCrypto(String symbol) {
        return symbol.indexOf('/') >= 0;
    }
}
