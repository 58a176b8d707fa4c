package org.millrace.bench.latency;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks a server over connections that stay open, one request on each at a time: as fast as it answers, or at a rate, then
 * each latency from the time at which the request was meant to go.
 */
final class RestLoad implements Runnable, Beside, AutoCloseable {
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long MOST_PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(100); // the server wants the processor, too
    private static final long WAIT_MS = 10;
    private static final String LENGTH = "content-length: ";

    private final Selector selector = Selector.open();
    private final Queue<Connection> idle = new ArrayDeque<>();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final byte[] request;
    private final long intervalNs;
    private final Histogram latencies = new Histogram(1, LONGEST_NS, 3);
    private final Thread thread = new Thread(this, "rest-load");
    private long startNs;
    private long endNs;
    private volatile boolean stopped;
    private volatile String failure = "";

    /** A connection, and the answer that it reads. */
    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer read = ByteBuffer.allocate(1024 * 1024);
        private long sentNs;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        /** Returns whether the answer is whole. */
        boolean isAnswered() throws IOException {
            if (channel.read(read) < 0) {
                throw new IOException("closed by the server");
            }
            int end = endOfHead();
            if (end < 0) {
                return false;
            }
            String head = new String(read.array(), 0, end, StandardCharsets.ISO_8859_1);
            if (!head.startsWith("HTTP/1.1 200 ")) {
                throw new IOException("answered: " + head.substring(0, head.indexOf('\r')));
            }
            int length = head.indexOf(LENGTH) + LENGTH.length();
            return read.position() == end + Integer.parseInt(head.substring(length, head.indexOf('\r', length)));
        }

        private int endOfHead() {
            byte[] bytes = read.array();
            for (int i = 3; i < read.position(); i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }
    }

    /** Connects; {@code rate} requests a second in all, 0 = as many as are answered. */
    RestLoad(int port, String path, int connections, int rate) throws IOException {
        request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        intervalNs = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            channels.add(channel);
            idle.add(connection);
        }
    }

    @Override
    public void begin() {
        startNs = System.nanoTime();
        thread.start();
    }

    @Override
    public void end() throws IOException {
        stopped = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endNs = System.nanoTime();
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    /** Returns how long each answer took, once it has ended. */
    Histogram latencies() {
        return latencies;
    }

    /** Returns answers a second, once it has ended. */
    double perSecond() {
        return latencies.getTotalCount() * 1e9 / (endNs - startNs);
    }

    @Override
    public void run() {
        long nextNs = System.nanoTime();
        try {
            while (!stopped) {
                nextNs = send(nextNs);
                if (idle.isEmpty() || intervalNs == 0) {
                    selector.select(this::onReadable, WAIT_MS);
                } else {
                    LockSupport.parkNanos(Math.min(MOST_PAUSE_NS, nextNs - System.nanoTime()));
                    selector.selectNow(this::onReadable);
                }
            }
        } catch (IOException e) {
            failure = e.getMessage();
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }

    /** Sends what is due on connections that are free; returns when the next is due. */
    private long send(long dueNs) throws IOException {
        long nextNs = dueNs;
        long nowNs = System.nanoTime();
        while (!idle.isEmpty() && (intervalNs == 0 || nowNs - nextNs >= 0)) {
            Connection connection = idle.poll();
            connection.sentNs = intervalNs == 0 ? nowNs : nextNs;
            connection.channel.write(ByteBuffer.wrap(request));
            nextNs += intervalNs;
        }
        return nextNs;
    }

    private void onReadable(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.isAnswered()) {
                connection.read.clear();
                idle.add(connection);
                latencies.recordValue(Math.min(LONGEST_NS, System.nanoTime() - connection.sentNs));
            }
        } catch (IOException e) {
            failure = e.getMessage();
            stopped = true;
        }
    }
}
