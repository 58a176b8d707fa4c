package org.millrace.engine.conveyor;

/** Ends a conveyor thread whose neighbour downstream has stopped. */
final class LineClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
