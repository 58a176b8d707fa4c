package org.millrace.gateway.audit;

/** The audit log cannot be read, or is not what was written; the message names file and line. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditException(String message) {
        super(message);
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
