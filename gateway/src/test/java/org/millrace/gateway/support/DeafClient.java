package org.millrace.gateway.support;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A subscriber that reads its socket only when told to, and writes down what it read as {@link TestClient} does. */
public final class DeafClient implements AutoCloseable {
    private static final List<String> HANDSHAKE = List.of(
            "GET /ws/v1 HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Protocol: millrace.sbe.v1",
            "",
            "");
    private static final int RECEIVE_BUFFER = 4096;
    private static final int PATIENCE_MS = 90_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<String> lines = new ArrayList<>();
    private int passed;

    /** Connects, and reads the answer to its handshake. */
    public DeafClient(int port) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = new DataInputStream(socket.getInputStream());
            write(String.join("\r\n", HANDSHAKE).getBytes(StandardCharsets.US_ASCII));
            for (String head = ""; !head.endsWith("\r\n\r\n"); ) {
                head += (char) in.readByte();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a control message; apostrophes stand for quotation marks. */
    public DeafClient send(String message) {
        byte[] text = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(8 + text.length).put((byte) 0x81);
        if (text.length < 126) {
            frame.put((byte) (0x80 | text.length));
        } else {
            frame.put((byte) 0xFE).putShort((short) text.length);
        }
        frame.putInt(0).put(text); // masked with zeros
        write(Arrays.copyOf(frame.array(), frame.position()));
        return this;
    }

    /** Reads on to the next line that contains a text, and returns all lines so far. */
    public List<String> readTo(String part) {
        try {
            while (lines.subList(passed, lines.size()).stream().noneMatch(line -> line.contains(part))) {
                passed = lines.size();
                readFrame();
            }
        } catch (EOFException e) {
            lines.add("gone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFrame() throws IOException {
        int opcode = in.readByte() & 15;
        int length = in.readByte();
        byte[] payload =
                new byte[length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length];
        in.readFully(payload);
        switch (opcode) {
            case TEXT -> lines.add(new String(payload, StandardCharsets.UTF_8));
            case CLOSE ->
                lines.add("closed " + new UnsafeBuffer(payload).getShort(0, ByteOrder.BIG_ENDIAN) + ' '
                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
            default -> lines.addAll(PacketLines.of(new UnsafeBuffer(payload)));
        }
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
