package org.millrace.gateway.http;

/** Counts requests. Called on event loops. */
@FunctionalInterface
public interface RequestListener {
    /** Tells of an answered request; {@code endpoint} is the path as it was declared, or {@code other}. */
    void onRequest(String method, String endpoint, int status, long durationNs);
}
