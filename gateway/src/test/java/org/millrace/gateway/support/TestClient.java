package org.millrace.gateway.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;

/**
 * A subscriber that writes down all that it is sent, in order: control messages as they came, framed messages as
 * {@link PacketLines} has them, and {@code closed 1000} at the end.
 */
public final class TestClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> received = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);
    private WebSocket socket;

    public static TestClient connect(int port, String protocol) {
        return connect(port, protocol, "");
    }

    /** Connects over TLS. */
    public static TestClient connect(int port, SSLContext tls) {
        TestClient client = new TestClient();
        client.socket = HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .newWebSocketBuilder()
                .subprotocols("millrace.sbe.v1")
                .buildAsync(URI.create("wss://localhost:" + port + "/ws/v1"), client)
                .join();
        return client;
    }

    /** Connects as somebody who shows a key or a token at once. */
    public static TestClient connect(int port, String protocol, String credential) {
        TestClient client = new TestClient();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(protocol);
        if (!credential.isEmpty()) {
            builder.header("Authorization", "Bearer " + credential);
        }
        client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/v1"), client)
                .join();
        return client;
    }

    /** Sends a control message; apostrophes stand for quotation marks. */
    public TestClient send(String message) {
        socket.sendText(message.replace('\'', '"'), true).join();
        return this;
    }

    /** Returns what came, less hello and heartbeats. */
    public List<String> received() {
        return all().stream()
                .filter(line -> !line.contains("\"op\":\"hello\"") && !line.contains("\"op\":\"heartbeat\""))
                .toList();
    }

    /** Returns everything that came. */
    public List<String> all() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Returns how many lines came. */
    public int count() {
        synchronized (received) {
            return received.size();
        }
    }

    /** Waits for a line. */
    public TestClient await(Predicate<String> line) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> all().stream().anyMatch(line));
        return this;
    }

    public TestClient await(String part) {
        return await(line -> line.contains(part));
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            add(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        ByteBuffer joined = ByteBuffer.allocate(binary.remaining() + data.remaining());
        binary = joined.put(binary).put(data).flip();
        if (last) {
            PacketLines.of(new UnsafeBuffer(binary)).forEach(this::add);
            binary = ByteBuffer.allocate(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        add("closed " + statusCode + (reason.isEmpty() ? "" : " " + reason));
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void add(String line) {
        synchronized (received) {
            received.add(line);
        }
    }
}
