package org.millrace.gateway.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** Counts on one thread what any thread may read. */
final class Count {
    private final AtomicLong value = new AtomicLong();

    void increment() {
        value.lazySet(value.getPlain() + 1);
    }

    void add(int count) {
        value.lazySet(value.getPlain() + count);
    }

    long get() {
        return value.get();
    }
}
