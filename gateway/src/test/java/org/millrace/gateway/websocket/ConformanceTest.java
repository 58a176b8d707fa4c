package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.millrace.gateway.support.RawWebSocket.BINARY;
import static org.millrace.gateway.support.RawWebSocket.CLOSE;
import static org.millrace.gateway.support.RawWebSocket.CONTINUATION;
import static org.millrace.gateway.support.RawWebSocket.PING;
import static org.millrace.gateway.support.RawWebSocket.PONG;
import static org.millrace.gateway.support.RawWebSocket.TEXT;
import static org.millrace.gateway.support.RawWebSocket.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.gateway.settings.SubscriberSettings;
import org.millrace.gateway.support.RawWebSocket;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** The cases of the public suites for RFC 6455 and RFC 7692 that do not need a server which echoes, numbered as there. */
class ConformanceTest {
    private static final int LIMIT = SubscriberSettings.DEFAULTS.messageBytes();
    private static final SubscriberSettings COMPRESSING = RunningGateway.PATIENT
            .edit()
            .messages(1_000, 1_000)
            .compression(true)
            .build();
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final byte[] ALIVE = frame(PING, (byte) '?');
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;

    private final RunningGateway gateway = new RunningGateway(RunningGateway.settings(COMPRESSING), History.NONE);
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, String> actual = new LinkedHashMap<>();
    private String headers = "";

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeFramesAsTheStandardHasThem(boolean compressed) {
        headers = compressed ? DEFLATE : "";
        takeFraming();
        takeControlFrames();
        takeFragments();
        takeText();
        takeCloses();
        takeLimits();

        assertEquals(expected, actual);
    }

    @Test
    void shouldTakeCompressedMessages() {
        headers = DEFLATE;
        byte[] request = squeeze("{\"op\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8));
        byte[] one = compressedFrame(FIN | RSV1 | TEXT, request);
        check("8.2 a compressed message", "pong ?", one, one, ALIVE);
        check(
                "8.3 in fragments",
                "pong ?",
                compressedFrame(RSV1 | TEXT, Arrays.copyOf(request, 2)),
                compressedFrame(CONTINUATION, Arrays.copyOfRange(request, 2, 5)),
                compressedFrame(FIN | CONTINUATION, Arrays.copyOfRange(request, 5, request.length)),
                ALIVE);
        check(
                "8.4 one that is not",
                "pong ?",
                frame(TEXT, "{\"op\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8)),
                ALIVE);
        check(
                "8.7 RSV1 on a continuation",
                "close 1002",
                compressedFrame(RSV1 | TEXT, new byte[] {2}),
                compressedFrame(FIN | RSV1 | CONTINUATION, new byte[1]));
        check("8.8 RSV1 on a ping", "close 1002", compressedFrame(FIN | RSV1 | PING, new byte[1]));
        byte[] noise = new byte[40];
        Arrays.fill(noise, (byte) 0xFF);
        check("8.9 what does not inflate", "close 1007", compressedFrame(FIN | RSV1 | TEXT, noise));
        check("8.10 a bomb", "close 1009", compressedFrame(FIN | RSV1 | TEXT, squeeze(new byte[16 * 1024 * 1024])));
        check("8.12 text that is none", "close 1007", compressedFrame(FIN | RSV1 | TEXT, squeeze(bytes(0xFF, 0xFE))));
        check("8.13 malformed JSON", "close 1002", compressedFrame(FIN | RSV1 | TEXT, squeeze(bytes('{', '"'))));

        assertEquals(expected, actual);
    }

    @Test
    void shouldTakeOnlyOffersThatItCanKeep() {
        String none = "";
        String plain = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("permessage-deflate", plain);
        answers.put("permessage-deflate; client_max_window_bits", plain);
        answers.put("permessage-deflate; client_max_window_bits=\"9\"; server_no_context_takeover", plain);
        answers.put("permessage-deflate; server_max_window_bits=15", plain + "; server_max_window_bits=15");
        answers.put("permessage-deflate; server_max_window_bits=10, permessage-deflate", plain);
        answers.put("permessage-deflate; server_max_window_bits=7", none);
        answers.put("permessage-deflate; server_max_window_bits=16", none);
        answers.put("permessage-deflate; server_max_window_bits", none);
        answers.put("permessage-deflate; no_such_parameter", none);
        answers.put("permessage-deflate; server_no_context_takeover=1", none);
        answers.put("permessage-deflate; client_no_context_takeover; client_no_context_takeover", none);
        answers.put("x-unknown", none);
        Map<String, String> given = new LinkedHashMap<>();
        answers.keySet().forEach(offer -> {
            try (RawWebSocket socket = open("Sec-WebSocket-Extensions: " + offer + "\r\n")) {
                given.put(offer, headerOf(socket.head()));
            }
        });

        assertEquals(answers, given);
    }

    @Test
    void shouldCompressWhatIsWorthIt() throws IOException {
        gateway.events().definition().send();
        gateway.events().trade().send();
        gateway.publishAndWait();
        try (RawWebSocket socket = open(DEFLATE)) {
            socket.text();
            socket.send(frame(
                    TEXT, "{\"op\":\"subscribe\",\"id\":1,\"channel\":\"trades\"}".getBytes(StandardCharsets.UTF_8)));
            socket.text();
            socket.text();

            assertTrue(socket.text().startsWith("compressed "));
            assertTrue(socket.text().contains("snapshotEnd"));
        }
    }

    @Test
    void shouldShakeHandsAsTheStandardHasIt() {
        shake("1.1 plain", "101", "localhost", "localhost");
        shake("1.2 other cases, a list", "101", "Connection: Upgrade", "CONNECTION: keep-alive, upgrade");
        shake("1.4 no key", "400", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "");
        shake("1.5 a short key", "400", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==");
        shake("1.6 an unknown version", "426", "Version: 13", "Version: 12");
        shake("1.7 no upgrade", "426", "Upgrade: websocket\r\n", "");
        shake("1.8 POST", "405", "GET", "POST");
        shake("1.10 a long header", "431", "Host:", "X-Long: " + "x".repeat(65_536) + "\r\nHost:");
        shake("1.11 a long line", "414", "/ws/v1", "/" + "x".repeat(65_536));
        shake("1.14 a protocol that is none", "400", "millrace.json.v1", "millrace.json.v9");
        shake("1.18 two hosts", "400", "Host: localhost\r\n", "Host: localhost\r\nHost: localhost\r\n");

        assertEquals(expected, actual);
    }

    @Test
    void shouldAnswerOthersWhateverItIsSent() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(400)];
            random.nextBytes(noise);
            open(i % 2 == 0 ? DEFLATE : "").send(noise).close();
        }
        try (RawWebSocket socket = open("")) {
            assertEquals("pong ?", socket.send(ALIVE).reaction());
        }
    }

    private void takeFraming() {
        check("2.6 an unmasked frame", "close 1002", frame(FIN | TEXT, false, (byte) 'a'));
        check("2.7 an unmasked ping", "close 1002", frame(FIN | PING, false));
        check("2.8 a length that might be shorter", "close 1002", bytes(0x82, 0xFE, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4, 5));
        check("2.9 likewise", "close 1002", bytes(0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4, 5));
        check("2.10 the top bit", "close 1002", bytes(0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0));
        for (int bits : new int[] {1, 2, 3, 7}) {
            check("2.11 reserved bits " + bits, "close 1002", frame(FIN | bits << 4 | TEXT, true, (byte) 'a'));
            check("2.12 on a ping " + bits, "close 1002", frame(FIN | bits << 4 | PING, true));
            check("2.13 on a close " + bits, "close 1002", frame(FIN | bits << 4 | CLOSE, true));
        }
        if (headers.isEmpty()) {
            check("2.11.4 reserved bits 4", "close 1002", frame(FIN | RSV1 | TEXT, true, (byte) 'a'));
        }
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            check("2.14 reserved opcode " + opcode, "close 1002", frame(opcode, (byte) 'a'));
        }
    }

    private void takeControlFrames() {
        check("3.1.1 a ping", "pong ", frame(PING));
        check(
                "3.1.3 a long ping",
                "pong " + "p".repeat(125),
                frame(PING, "p".repeat(125).getBytes(StandardCharsets.UTF_8)));
        check("3.2 too long a ping", "close 1002", frame(PING, new byte[126]));
        check("3.3 half a ping", "close 1002", frame(PING, true, (byte) 'p'));
        check("3.5 a pong that nobody asked for", "pong ?", frame(PONG, (byte) 'x'), ALIVE);
        check(
                "3.6 a ping amid a message",
                "pong mid",
                frame(BINARY, true, (byte) 'a'),
                frame(PING, "mid".getBytes(StandardCharsets.UTF_8)));
    }

    private void takeFragments() {
        check("4.5 nothing to continue", "close 1002", frame(CONTINUATION, (byte) 'a'));
        check("4.6 likewise, unfinished", "close 1002", frame(CONTINUATION, true, (byte) 'a'));
        check("4.7 another message amid one", "close 1002", frame(TEXT, true, (byte) '{'), frame(TEXT, (byte) '}'));
        check("4.8 a close amid one", "close 1000", frame(TEXT, true, (byte) '{'), close(1000));
        check(
                "4.9 a request in fragments",
                "pong ?",
                frame(TEXT, true, "{\"op\":".getBytes(StandardCharsets.UTF_8)),
                ALIVE,
                frame(CONTINUATION, "\"heartbeat\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private void takeText() {
        int[][] malformed = {
            {0x80},
            {0xC0, 0xAF},
            {0xC0, 0x80},
            {0xE0, 0x80, 0xAF},
            {0xED, 0xA0, 0x80},
            {0xF4, 0x90, 0x80, 0x80},
            {0xFE},
            {0xFF},
            {0xE2, 0x82},
            {0xF8, 0x88, 0x80, 0x80, 0x80}
        };
        for (int i = 0; i < malformed.length; i++) {
            check("5.3." + (i + 1) + " no UTF-8", "close 1007", frame(TEXT, bytes(malformed[i])));
        }
        check("5.4 over two", "close 1007", frame(TEXT, true, bytes(0xCE)), frame(CONTINUATION, bytes(0xE1)));
        check("5.5 in the first of them", "close 1007", frame(TEXT, true, bytes(0xFF)));
        check("5.6 binary", "close 1003", frame(BINARY, (byte) 'a'));
    }

    private void takeCloses() {
        check("6.2 no code", "close", frame(CLOSE));
        check("6.3 a long reason", "close 1000", close(1000, "r".repeat(123)));
        for (int code : new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
            check("6.4 legal " + code, "close " + code, close(code));
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999}) {
            check("6.5 not to be sent " + code, "close 1002", close(code));
        }
        check("6.6 one byte", "close 1002", frame(CLOSE, (byte) 3));
        check("6.7 a reason that is no text", "close 1002", frame(CLOSE, bytes(3, 0xE8, 0xFF, 0xFE)));
        check("6.8 too long a reason", "close 1002", close(1000, "r".repeat(124)));
    }

    private void takeLimits() {
        check("7.1 one byte too many, announced", "close 1009", bytes(0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0));
        check("7.2 2^62 bytes, announced", "close 1009", bytes(0x81, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        byte[] half = new byte[LIMIT / 2 + 1];
        check("7.3 too much in fragments", "close 1009", frame(BINARY, true, half), frame(CONTINUATION, half));
        byte[][] empty = new byte[20_001][];
        Arrays.fill(empty, frame(CONTINUATION, true));
        empty[0] = frame(BINARY, true);
        check("7.5 empty fragments without end", "close 1009", join(empty));
        byte[][] pings = IntStream.range(0, 20_000).mapToObj(i -> ALIVE).toArray(byte[][]::new);
        check("7.6 pings without end", "pong ?", join(pings));
    }

    private void check(String name, String reaction, byte[]... sent) {
        expected.put(name, reaction);
        try (RawWebSocket socket = open(headers)) {
            actual.put(name, socket.send(sent).reaction());
        }
    }

    private void shake(String name, String status, String part, String otherwise) {
        expected.put(name, status);
        try (RawWebSocket socket = RawWebSocket.shake(gateway.port(), part, otherwise)) {
            String head = socket.head();
            actual.put(name, head.length() < 12 ? head : head.substring(9, 12));
            boolean isRight = head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertEquals(status.equals("101"), isRight, name);
        }
    }

    private RawWebSocket open(String more) {
        return RawWebSocket.open(gateway.port(), more);
    }

    /** Returns what the server takes of the extensions offered. */
    private static String headerOf(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Returns a frame, of which the payload is compressed already. */
    private static byte[] compressedFrame(int first, byte[] payload) {
        return frame(first, true, payload);
    }

    private static byte[] close(int code) {
        return close(code, "");
    }

    private static byte[] close(int code, String reason) {
        byte[] payload = new byte[2 + reason.length()];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason.getBytes(StandardCharsets.US_ASCII), 0, payload, 2, reason.length());
        return RawWebSocket.frame(CLOSE, payload);
    }

    private static byte[] squeeze(byte[] data) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(data);
        byte[] out = new byte[data.length + 64];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    private static byte[] join(byte[][] pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
