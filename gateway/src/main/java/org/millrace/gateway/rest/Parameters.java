package org.millrace.gateway.rest;

import java.util.OptionalLong;
import org.millrace.gateway.http.Exchange;

/** Reads parameters that several endpoints have. */
final class Parameters {
    static final String BAD_CURSOR = "This cursor is none of ours.";

    private Parameters() {}

    /** Returns {@code limit}; 0 where it is not one to take. */
    static int limit(Exchange exchange, int otherwise, int most) {
        String text = exchange.parameter("limit", Integer.toString(otherwise));
        return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= most ? Integer.parseInt(text) : 0;
    }

    static String limits(int most) {
        return "limit is 1 to " + most + '.';
    }

    /** Returns a time; empty where it is none. */
    static OptionalLong time(Exchange exchange, String name, long otherwise) {
        String text = exchange.parameter(name, "");
        return text.isEmpty() ? OptionalLong.of(otherwise) : Instants.parse(text);
    }

    /** Returns the place of {@code cursor}; empty where it is none of ours. */
    static OptionalLong cursor(Exchange exchange, long otherwise) {
        String text = exchange.parameter("cursor", "");
        return text.isEmpty() ? OptionalLong.of(otherwise) : PageCursor.parse(text);
    }
}
