package org.millrace.engine.backtest;

import org.millrace.codecs.EventConsumer;

/** Where a backtest gets its events from, in order. One thread. */
public interface Inputs extends AutoCloseable {
    /** Hands on some events; returns how many, 0 at the end. */
    int poll(EventConsumer consumer);

    /** Returns how much was read, 0 to 1. */
    double progress();

    @Override
    void close();
}
