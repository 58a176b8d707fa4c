package org.millrace.gateway.notify;

/** One way to one address. Called on threads that may wait; returns when the other side has acknowledged. */
@FunctionalInterface
interface Transport {
    /**
     * Delivers a notice, whose key tells the other side if it has had it already.
     *
     * @throws DeliveryException if it was not acknowledged
     */
    void deliver(Notice notice) throws DeliveryException;
}
