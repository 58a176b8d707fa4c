package org.millrace.gateway.rest;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.latest.Listing;

/** Which of the desk's rows somebody wants, by {@code symbol}, {@code account} and {@code strategy}, and may see. */
final class RowFilter {
    private static final long ANY = -1;

    private final Exchange exchange;
    private final Listing listing;
    private final Instrument instrument;
    private final long accountId;
    private final long strategyId;

    private RowFilter(Exchange exchange, Listing listing, Instrument instrument) {
        this.exchange = exchange;
        this.listing = listing;
        this.instrument = instrument;
        accountId = number(exchange, "account");
        strategyId = number(exchange, "strategy");
    }

    static RowFilter of(Exchange exchange, Listing listing) {
        String symbol = exchange.parameter("symbol", "");
        Instrument instrument =
                symbol.isEmpty() ? null : Entitled.named(exchange.principal(), listing, "symbol", symbol);
        return new RowFilter(exchange, listing, instrument);
    }

    boolean takes(DirectBuffer row, int ofAccount, int ofStrategy) {
        return (instrument == null || instrument.id() == EventPrefix.instrumentId(row, 0))
                && (accountId == ANY || accountId == ofAccount)
                && (strategyId == ANY || strategyId == ofStrategy)
                && isEntitled(exchange, listing, row);
    }

    /** Tells whether somebody may see what is of the instrument of a row; what is of none, all may. */
    static boolean isEntitled(Exchange exchange, Listing listing, DirectBuffer row) {
        Instrument of = listing.get(EventPrefix.instrumentId(row, 0));
        return of == null || Entitled.allows(exchange.principal(), of);
    }

    /** Returns a parameter that is a whole number; −1: it is not there. */
    static long number(Exchange exchange, String name) {
        String text = exchange.parameter(name, "");
        if (!text.matches("\\d{0,9}")) {
            throw new BadRequest(name + " is to be a whole number.");
        }
        return text.isEmpty() ? ANY : Long.parseLong(text);
    }
}
