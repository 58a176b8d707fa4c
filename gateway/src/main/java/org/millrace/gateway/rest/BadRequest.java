package org.millrace.gateway.rest;

/** What is wrong with a request, in words for whoever sent it. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequest(String detail) {
        super(detail);
    }
}
