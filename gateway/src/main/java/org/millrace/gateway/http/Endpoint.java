package org.millrace.gateway.http;

/** Answers requests for one path. Called on event loops; must not block. */
@FunctionalInterface
public interface Endpoint {
    /** Answers now, or later from the exchange's event loop. */
    void handle(Exchange exchange);
}
