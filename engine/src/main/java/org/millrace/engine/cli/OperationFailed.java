package org.millrace.engine.cli;

/** The operation failed for a reason that one line can say. */
final class OperationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperationFailed(String message) {
        super(message);
    }
}
