package org.millrace.codecs.instrument;

import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/**
 * What trades under one symbol of one venue.
 *
 * @param id               from 1, stable for the life of a journal
 * @param venue            whose market it is
 * @param symbol           the venue's own name, 32 bytes of UTF-8 at most
 * @param name             normalised, as {@code BTC-USDT}; the symbol where base and quote are not known
 * @param priceExponent    power of ten of price mantissas, −18 to 0
 * @param quantityExponent power of ten of quantity mantissas, −18 to 0
 * @param tickSize         smallest step of price, mantissa; 0 = not known
 * @param lotSize          smallest step of quantity, mantissa; 0 = not known
 */
public record Instrument(
        int id,
        Venue venue,
        String symbol,
        String name,
        int priceExponent,
        int quantityExponent,
        long tickSize,
        long lotSize,
        AssetClass assetClass) {}
