package org.millrace.engine.program;

/** The operation failed for a reason that one line can say. */
public final class OperationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperationFailed(String message) {
        super(message);
    }
}
