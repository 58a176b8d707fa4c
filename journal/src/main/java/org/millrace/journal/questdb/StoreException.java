package org.millrace.journal.questdb;

/** The store cannot be started or reached; the message is one line that says which and why. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
