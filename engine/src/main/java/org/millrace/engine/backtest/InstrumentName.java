package org.millrace.engine.backtest;

import java.util.Locale;
import org.millrace.codecs.instrument.Instrument;

/** Names of instruments, as {@code binance:BTC-USDT}. */
public final class InstrumentName {
    private InstrumentName() {}

    /** Returns the normalised name behind its venue's. */
    public static String of(Instrument instrument) {
        return of(instrument.venue().name(), instrument.name());
    }

    /** Returns a normalised name behind the venue's, of which the schema's name is given. */
    public static String of(String venue, String name) {
        return venue.toLowerCase(Locale.ROOT).replace('_', '-') + ":" + name;
    }

    /** Tells whether a name, with the venue's or without, is that of an instrument. */
    static boolean of(Instrument instrument, String name) {
        return name.equals(instrument.name()) || name.equals(of(instrument));
    }
}
