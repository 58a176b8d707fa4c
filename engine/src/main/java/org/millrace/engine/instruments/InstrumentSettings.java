package org.millrace.engine.instruments;

import java.util.List;
import java.util.Locale;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;

/**
 * Which instruments there are, and what becomes of those seen first in a feed.
 *
 * @param capacity         most instruments of a journal
 * @param defineUnknown    whether a symbol that is not listed is defined on first sight
 * @param priceExponent    of those, power of ten
 * @param quantityExponent of those, power of ten
 * @param list             instruments that are defined at the start
 */
public record InstrumentSettings(
        int capacity, boolean defineUnknown, int priceExponent, int quantityExponent, List<Listed> list) {
    /** Room for 1,024; everything that a feed brings, with eight decimals. */
    public static final InstrumentSettings DEFAULTS = new InstrumentSettings(1_024, true, -8, -8, List.of());

    private static final int MAX_CAPACITY = 65_536;
    private static final int MIN_EXPONENT = -18;

    public InstrumentSettings {
        Settings.require(
                capacity >= 1 && capacity <= MAX_CAPACITY, "instruments.capacity", capacity, "1 to " + MAX_CAPACITY);
        requireExponent("instruments.price-exponent", priceExponent);
        requireExponent("instruments.quantity-exponent", quantityExponent);
        list = List.copyOf(list);
    }

    /** Returns the same with another list. */
    public InstrumentSettings listing(List<Listed> others) {
        return new InstrumentSettings(capacity, defineUnknown, priceExponent, quantityExponent, others);
    }

    private static void requireExponent(String key, int exponent) {
        Settings.require(exponent >= MIN_EXPONENT && exponent <= 0, key, exponent, MIN_EXPONENT + " to 0");
    }

    /**
     * An instrument that is defined at the start.
     *
     * @param venue            whose market it is
     * @param symbol           the venue's own name
     * @param name             normalised, as BTC-USDT
     * @param assetClass       what kind of thing it is
     * @param priceExponent    power of ten of prices
     * @param quantityExponent power of ten of quantities
     */
    public record Listed(
            Venue venue, String symbol, String name, AssetClass assetClass, int priceExponent, int quantityExponent) {
        public Listed {
            requireExponent("instruments.list.price-exponent", priceExponent);
            requireExponent("instruments.list.quantity-exponent", quantityExponent);
        }

        /** Returns venue and name, as {@code binance:BTC-USDT}. */
        public String qualifiedName() {
            return venue.name().toLowerCase(Locale.ROOT).replace('_', '-') + ":" + name;
        }
    }
}
