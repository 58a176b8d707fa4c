package org.millrace.gateway.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that answers whatever it is asked for ever: a byte every 20 ms, of a head of HTTP or a record of TLS. */
final class Drip implements AutoCloseable {
    private static final int PAUSE_MS = 20;
    private static final byte[] RECORD = {22, 3, 3, 64, 0, 2, 0, 63, 0}; // of a handshake, as long as records may be

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread = new Thread(this::serve, "drip");

    Drip() throws IOException {
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }

    private void serve() {
        try (Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            boolean isTls = client.getInputStream().read() == RECORD[0];
            for (int i = 0; ; i++) {
                Thread.sleep(PAUSE_MS);
                out.write(isTls && i < RECORD.length ? RECORD[i] : 'x');
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt(); // the client has gone, or the test is over
        }
    }
}
