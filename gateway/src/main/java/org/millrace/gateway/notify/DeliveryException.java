package org.millrace.gateway.notify;

/** Why a notice was not delivered. Says nothing that is secret. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    private DeliveryException(String reason, boolean isFinal, Throwable cause) {
        super(reason, cause);
        this.isFinal = isFinal;
    }

    /** Of what may succeed later. */
    static DeliveryException temporary(String reason, Throwable cause) {
        return new DeliveryException(reason, false, cause);
    }

    /** Of what would fail again. */
    static DeliveryException lasting(String reason) {
        return new DeliveryException(reason, true, null);
    }

    boolean isFinal() {
        return isFinal;
    }
}
