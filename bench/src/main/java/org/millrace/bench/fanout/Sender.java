package org.millrace.bench.fanout;

import java.util.concurrent.CompletableFuture;

/** Has a server send flush after flush, as fast as its loop can and its clients read, until told to stop. */
final class Sender implements Runnable {
    private static final long UNREAD = 4_096; // messages a client may be behind

    private final Broadcaster server;
    private final int clients;
    private final int messages;
    private final Tally tally;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long sent;
    private volatile boolean stopped;

    /**
     * @param messages in each flush
     */
    Sender(Broadcaster server, int clients, int messages, Tally tally) {
        this.server = server;
        this.clients = clients;
        this.messages = messages;
        this.tally = tally;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void run() {
        if (stopped) {
            ended.complete(null);
            return;
        }
        if (sent * clients - tally.received() < UNREAD * clients) {
            server.send(messages);
            sent += messages;
        } else {
            Thread.yield(); // it is the reader's turn
        }
        server.loop().execute(this);
    }

    /** Returns when nothing more will be sent. */
    void stop() {
        stopped = true;
        ended.join();
    }
}
