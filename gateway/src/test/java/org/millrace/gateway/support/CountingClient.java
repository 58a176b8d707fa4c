package org.millrace.gateway.support;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/** A subscriber to trades that counts the messages it is sent, on a thread of its own, and keeps nothing. */
public final class CountingClient implements AutoCloseable {
    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /ws/v1 HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: millrace.sbe.v1",
            "",
            "");
    private static final long PATIENCE_NS = 90_000_000_000L;
    private static final int BINARY = 2;

    private final Socket socket;
    private final DataInputStream in;
    private final byte[] payload = new byte[128 * 1024];
    private final UnsafeBuffer packet = new UnsafeBuffer(payload);
    private volatile long messages;

    /** Subscribes, live only, and returns when the server has said so. */
    public CountingClient(int port, String instrument) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 128 * 1024));
            socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            for (String head = ""; !head.endsWith("\r\n\r\n"); ) {
                head += (char) in.readByte();
            }
            String request = "{\"op\":\"subscribe\",\"id\":1,\"channel\":\"trades\",\"instruments\":[\"" + instrument
                    + "\"],\"mode\":\"live\"}";
            socket.getOutputStream()
                    .write(RawWebSocket.frame(RawWebSocket.TEXT, request.getBytes(StandardCharsets.US_ASCII)));
            readFrame(); // hello
            readFrame(); // subscribed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "counting-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until so many have come. */
    public void awaitMessages(long count) {
        long startNs = System.nanoTime();
        while (messages < count) {
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new IllegalStateException("only " + messages + " of " + count + " messages");
            }
            LockSupport.parkNanos(20_000);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void read() {
        try {
            while (true) {
                if (readFrame() == BINARY) {
                    messages += packet.getShort(2, ByteOrder.LITTLE_ENDIAN);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private int readFrame() throws IOException {
        int opcode = in.readByte() & 15;
        int length = in.readByte() & 127;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        in.readFully(payload, 0, length);
        return opcode;
    }
}
