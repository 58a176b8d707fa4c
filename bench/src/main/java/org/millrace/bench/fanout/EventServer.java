package org.millrace.bench.fanout;

import org.millrace.bench.client.Service;

/** A server that brings each event to all of its clients, several at a time where it sees fit. */
interface EventServer extends AutoCloseable {
    String name();

    int port();

    Service service();

    /** Takes a trade that is due at a time; always on the same thread, which is not kept waiting for clients. */
    void publish(int instrumentId, long dueNs);

    @Override
    void close();
}
