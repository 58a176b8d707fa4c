package org.millrace.bench.fanout;

import io.netty.channel.EventLoop;
import org.millrace.bench.client.Service;

/** A server on one event loop that sends the same to all of its clients. */
interface Broadcaster extends AutoCloseable {
    String name();

    EventLoop loop();

    int port();

    Service service();

    /** Sends some trades to every client in one flush; on the loop, and done when the loop comes to its next task. */
    void send(int messages);

    @Override
    void close();
}
