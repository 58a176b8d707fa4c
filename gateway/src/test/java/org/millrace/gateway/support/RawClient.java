package org.millrace.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes bytes to a socket as they come, and reads what is answered. */
public final class RawClient implements AutoCloseable {
    /** What a WebSocket begins with; another tilde ends it. */
    public static final String HANDSHAKE = "GET /ws/v1 HTTP/1.1~Host: localhost~Upgrade: websocket~Connection: Upgrade~"
            + "Sec-WebSocket-Version: 13~Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==~"
            + "Sec-WebSocket-Protocol: millrace.sbe.v1~";

    private static final int PATIENCE_MS = 90_000;

    private final Socket socket = new Socket();

    /** Connects from an address of this machine, as {@code 127.0.0.2}. */
    public RawClient(String from, int port) {
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient(int port) {
        this("127.0.0.1", port);
    }

    /** Sends a request; lines end with {@code ~}. */
    public RawClient send(String request) {
        return send(request.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a WebSocket frame, masked with zeros, that begins with a byte. */
    public RawClient sendFrame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        return send(Arrays.copyOf(frame.array(), frame.position()));
    }

    /** Sends a control message; apostrophes stand for quotation marks. */
    public RawClient sendText(String message) {
        return sendFrame(0x81, message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Tells whether bytes can still be sent. */
    public boolean takes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the head of the next answer; empty: the connection was closed. */
    public String head() {
        try {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            return head.toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the status of the next answer; 0: the connection was closed. */
    public int status() {
        String head = head();
        return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    /** Returns what comes up to a text, or until the connection is closed. */
    public String readTo(String part) {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = 0; next >= 0 && text.indexOf(part) < 0; ) {
                next = socket.getInputStream().read();
                text.append((char) next);
            }
        } catch (IOException e) {
            return text.toString(); // closed by force, or silent
        }
        return text.toString();
    }

    /** Returns all that comes until the connection is closed. */
    public String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until the other end closes. */
    public void awaitEnd() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what comes is of no interest
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("still open", e);
        } catch (IOException e) {
            return; // closed by force
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
}
