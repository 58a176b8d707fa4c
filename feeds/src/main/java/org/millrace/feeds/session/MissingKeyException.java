package org.millrace.feeds.session;

/** Says that nobody gave the key that a venue wants: its feed cannot be, others can. */
public final class MissingKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MissingKeyException(String message) {
        super(message);
    }
}
