package org.millrace.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that sends whatever bytes it is told to, and says how the server takes them. */
public final class RawWebSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int PATIENCE_MS = 90_000;
    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /ws/v1 HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: millrace.json.v1",
            "");

    private final Socket socket;
    private final DataInputStream in;
    private final String head;

    private RawWebSocket(int port, byte[] request) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(request);
            head = readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens one; more headers end in CRLF each. */
    public static RawWebSocket open(int port, String moreHeaders) {
        return new RawWebSocket(port, (HANDSHAKE + moreHeaders + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Opens one with a handshake in which a part is replaced. */
    public static RawWebSocket shake(int port, String part, String otherwise) {
        String request = (HANDSHAKE + "\r\n").replace(part, otherwise);
        return new RawWebSocket(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the head of the server's answer to the handshake. */
    public String head() {
        return head;
    }

    /** Returns a masked frame that ends its message. */
    public static byte[] frame(int opcode, byte... payload) {
        return frame(0x80 | opcode, true, payload);
    }

    /** Returns a frame with any first byte. */
    public static byte[] frame(int first, boolean masked, byte... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int mask = masked ? 0x80 : 0;
        out.write(first);
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else if (payload.length < 65536) {
            out.write(mask | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] key = {1, 2, 3, 4};
        if (masked) {
            out.writeBytes(key);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ key[i & 3] : payload[i]);
        }
        return out.toByteArray();
    }

    /** Sends bytes; that the server has closed already is no fault. */
    public RawWebSocket send(byte[]... pieces) {
        try {
            for (byte[] piece : pieces) {
                socket.getOutputStream().write(piece);
            }
        } catch (IOException e) {
            return this; // what it said before will be read
        }
        return this;
    }

    /** Reads past data, and returns {@code pong} with its payload, {@code close} with its code, or {@code dropped}. */
    public String reaction() {
        try {
            while (true) {
                int opcode = in.readByte() & 15;
                byte[] payload = payload();
                if (opcode == PONG) {
                    return "pong " + new String(payload, StandardCharsets.ISO_8859_1);
                } else if (opcode == CLOSE) {
                    return payload.length < 2 ? "close" : "close " + new BigInteger(1, Arrays.copyOf(payload, 2));
                }
            }
        } catch (IOException e) {
            return "dropped";
        }
    }

    /** Reads the next text, of which some bits of the first byte are told. */
    public String text() throws IOException {
        while (true) {
            int first = in.readByte() & 255;
            byte[] payload = payload();
            if ((first & 15) == TEXT) {
                return (first & 0x70) == 0
                        ? new String(payload, StandardCharsets.UTF_8)
                        : "compressed " + payload.length;
            }
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

    private byte[] payload() throws IOException {
        int length = in.readByte() & 127;
        byte[] payload =
                new byte[length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length];
        in.readFully(payload);
        return payload;
    }

    private String readHead() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
