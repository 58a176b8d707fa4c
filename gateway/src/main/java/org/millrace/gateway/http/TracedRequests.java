package org.millrace.gateway.http;

import io.netty.handler.codec.http.HttpRequest;
import org.millrace.gateway.trace.Trace;
import org.millrace.gateway.trace.Tracer;

/** Follows requests, beside what else is done with word of them. */
public record TracedRequests(RequestListener besides, Tracer tracer) implements RequestListener {
    /** By which a caller says what its request is a part of, as the W3C has it. */
    private static final String PARENT = "traceparent";

    @Override
    public void onRequest(String method, String endpoint, int status, long durationNs) {
        besides.onRequest(method, endpoint, status, durationNs);
    }

    @Override
    public Trace begin(String method, String endpoint, HttpRequest request, long startNs) {
        Trace trace = tracer.begin(method + ' ' + endpoint, request.headers().get(PARENT, ""), startNs);
        return trace.with("http.request.method", method).with("http.route", endpoint);
    }
}
