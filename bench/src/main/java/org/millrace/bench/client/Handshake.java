package org.millrace.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Opens a WebSocket from either side: RFC 6455, section 4. */
public final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String KEY = "sec-websocket-key: ";
    private static final int MAX_HEAD = 16 * 1024;

    private Handshake() {}

    /** Asks a server, and returns once it has agreed. */
    static void ask(SocketChannel channel, InputStream in, String path, String protocol) throws IOException {
        String host = "127.0.0.1:" + channel.socket().getPort();
        String wanted = protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n";
        write(
                channel,
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + wanted
                        + "\r\n");
        String head = readHead(in);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(path + " of " + host + " is no WebSocket: " + head);
        }
    }

    /** Agrees with a client; false: it wanted something else, and was given {@code otherwise}, a JSON text. */
    public static boolean answer(SocketChannel channel, InputStream in, String otherwise) throws IOException {
        String head = readHead(in);
        int at = head.toLowerCase(Locale.ROOT).indexOf(KEY);
        if (at < 0) {
            write(
                    channel,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + otherwise.length()
                            + "\r\nConnection: close\r\n\r\n" + otherwise);
            return false;
        }
        String key = head.substring(at + KEY.length(), head.indexOf('\r', at));
        write(
                channel,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key.strip()) + "\r\n\r\n");
        return true;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MAX_HEAD) {
                throw new EOFException("the head of a handshake does not end: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
