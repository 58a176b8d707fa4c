package org.millrace.engine.portfolio;

import org.agrona.collections.IntArrayList;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.engine.exchange.Currency;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.exchange.PaperExchange;

/**
 * What one currency is worth in another, by the markets themselves: the pair of both, else the same pair the other way
 * round. Of several the one that was defined first and has a price. Nothing is guessed: USD is not USDT.
 */
final class Conversion {
    private final PaperExchange exchange;
    private final IntArrayList pairs = new IntArrayList(); // by number, lowest first

    Conversion(PaperExchange exchange) {
        this.exchange = exchange;
    }

    /** Takes note of an instrument. */
    void define(Market market) {
        if (market.base() == Currency.NONE || pairs.containsInt(market.instrumentId())) {
            return;
        }
        int at = pairs.size();
        while (at > 0 && pairs.getInt(at - 1) > market.instrumentId()) {
            at--;
        }
        pairs.addInt(at, market.instrumentId());
    }

    /** Returns how much of another currency one is worth; NaN: nothing tells. */
    double rate(long from, long to) {
        if (from == to) {
            return 1;
        }
        double inverse = Double.NaN;
        for (int i = 0; i < pairs.size(); i++) {
            Market market = exchange.market(pairs.getInt(i));
            if (market.mark() == 0) {
                continue;
            }
            if (market.base() == from && market.quote() == to) {
                return price(market);
            }
            if (market.base() == to && market.quote() == from && Double.isNaN(inverse)) {
                inverse = 1 / price(market);
            }
        }
        return inverse;
    }

    /** Finds all pairs anew, after a restart. */
    void load() {
        pairs.clear();
        for (int id = 1; id < exchange.limit(); id++) {
            if (exchange.market(id) != null) {
                define(exchange.market(id));
            }
        }
    }

    private static double price(Market market) {
        return Decimals.scale(market.mark(), market.priceExponent());
    }
}
