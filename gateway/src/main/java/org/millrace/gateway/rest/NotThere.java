package org.millrace.gateway.rest;

/** There is no such thing, or it is not the caller's. */
final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThere(String what) {
        super(what);
    }
}
