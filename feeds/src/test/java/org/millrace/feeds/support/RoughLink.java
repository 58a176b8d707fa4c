package org.millrace.feeds.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server on this machine that tears what passes to pieces, mixes rubbish into it, and resets connections. */
public final class RoughLink implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final byte RUBBISH = (byte) 0xFF; // begins no frame of a WebSocket

    private final ServerSocket listener;
    private final int port; // of the server
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger rubbish = new AtomicInteger();
    private volatile int pieceBytes = CHUNK;

    /** Leads to a port. */
    public RoughLink(int port) {
        this.port = port;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** Returns where it begins. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Passes on what comes in pieces of so many bytes. */
    public void tear(int bytes) {
        pieceBytes = bytes;
    }

    /** Puts so many bytes before what the server sends next. */
    public void mixIn(int bytes) {
        rubbish.set(bytes);
    }

    /** Resets all connections. */
    public void reset() {
        clients.removeIf(RoughLink::isReset);
        clients.clear();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        reset();
    }

    /** Resets a connection, unless it has ended by itself; answers whether it did. */
    private static boolean isReset(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            client.setTcpNoDelay(true);
            clients.add(client);
            start("up", () -> pump(client, server, false));
            start("down", () -> pump(server, client, true));
        }
    }

    private void pump(Socket from, Socket to, boolean isDown) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                int mixed = isDown ? rubbish.getAndSet(0) : 0;
                byte[] before = new byte[mixed];
                Arrays.fill(before, RUBBISH);
                out.write(before);
                int piece = pieceBytes;
                for (int at = 0; at < read; at += piece) {
                    out.write(chunk, at, Math.min(piece, read - at));
                }
            }
        }
    }

    /** Something that ends when a socket does. */
    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        return; // one of the two ends is gone, and so is the other
                    }
                },
                "link-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
