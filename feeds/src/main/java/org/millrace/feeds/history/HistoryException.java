package org.millrace.feeds.history;

/** History cannot be read on: says where, what is wrong, and what to do. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HistoryException(String message) {
        this(message, 0);
    }

    /**
     * Says that a venue refuses.
     *
     * @param status that it answered with
     */
    public HistoryException(String message, int status) {
        super(message);
        this.status = status;
    }

    public HistoryException(String message, Throwable cause) {
        super(message, cause);
        status = 0;
    }

    /** Returns the status of HTTP that a venue refused with; 0: it has not. */
    public int status() {
        return status;
    }
}
