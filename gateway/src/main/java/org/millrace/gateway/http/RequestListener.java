package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpRequest;
import org.millrace.gateway.trace.Trace;

/** Counts requests, and may follow them. Called on event loops. */
@FunctionalInterface
public interface RequestListener {
    /** Tells of an answered request; {@code endpoint} is the path as it was declared, or {@code other}. */
    void onRequest(String method, String endpoint, int status, long durationNs);

    /** Begins to follow a request, named as in {@link #onRequest}. */
    default Trace begin(String method, String endpoint, HttpRequest request, long startNs) {
        return Trace.NONE;
    }
}
