package org.millrace.feeds.simulator.yahoo;

import java.util.List;
import org.millrace.feeds.simulator.face.Content;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** The two symbols that each instrument has; messages of each are a stream. */
final class YahooSymbols {
    static final int CRYPTO = 0;
    static final int SHARE = 1;
    static final int NONE = -1;

    /** A lost message cannot be seen; it is said here that it can, so that streams are spoilt too. */
    static final List<Content> CONTENTS = List.of(Content.BOOK, Content.BOOK);

    private YahooSymbols() {}

    static String of(SimulatedInstrument instrument, int kind) {
        return kind == CRYPTO ? instrument.baseAsset() + "-" + instrument.quoteAsset() : instrument.baseAsset();
    }

    /** Returns the currency of a symbol: shares of what is paid in coins trade in dollars. */
    static String currency(SimulatedInstrument instrument, int kind) {
        String quote = instrument.quoteAsset();
        return kind == SHARE && quote.startsWith("USD") ? "USD" : quote;
    }

    /** Returns which of them a symbol is, or {@link #NONE}. */
    static int kind(String symbol) {
        return symbol.indexOf('-') > 0 ? CRYPTO : SHARE;
    }

    /** Returns the place of a symbol's instrument, or {@link #NONE}. */
    static int instrument(FaceContext context, String symbol) {
        for (int i = 0; i < context.instruments().size(); i++) {
            if (of(context.instruments().get(i), kind(symbol)).equals(symbol)) {
                return i;
            }
        }
        return NONE;
    }
}
