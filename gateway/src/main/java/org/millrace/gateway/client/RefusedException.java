package org.millrace.gateway.client;

/** A request that the server refused, or could not be asked. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    RefusedException(int code, String text) {
        super(text);
        this.code = code;
    }

    /** Returns the protocol's number of the reason; 0: there was no answer. */
    public int code() {
        return code;
    }
}
