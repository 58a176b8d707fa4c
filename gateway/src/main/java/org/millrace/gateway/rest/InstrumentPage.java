package org.millrace.gateway.rest;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.OptionalLong;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.latest.Listing;

/**
 * One page of the instruments that somebody may see, by id.
 *
 * @param nextCursor leads to the next page; empty: there is none
 */
record InstrumentPage(List<Instrument> instruments, String nextCursor) {
    private static final int MOST = 1_000;

    /** Returns the page that a request asks for; null: it asks for none that there is, and has been answered so. */
    static InstrumentPage of(Exchange exchange, Listing listing) {
        int limit = Parameters.limit(exchange, MOST, MOST);
        OptionalLong after = Parameters.cursor(exchange, 0);
        if (limit == 0) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.limits(MOST));
            return null;
        }
        if (after.isEmpty()) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, Parameters.BAD_CURSOR);
            return null;
        }
        List<Instrument> left = Entitled.of(exchange.principal(), listing.all()).stream()
                .filter(instrument -> instrument.id() > after.getAsLong())
                .toList();
        return left.size() <= limit
                ? new InstrumentPage(left, "")
                : new InstrumentPage(
                        left.subList(0, limit),
                        PageCursor.of(left.get(limit - 1).id()));
    }
}
