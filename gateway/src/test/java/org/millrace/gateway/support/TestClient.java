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
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/**
 * A subscriber that writes down all that it is sent, in order: control messages as they came, framed messages as
 * {@code trades 1 #7 seq=9}, with {@code snapshot} or {@code conflated} behind where the packet said so, and
 * {@code closed 1000} at the end.
 */
public final class TestClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PACKET_HEADER = 16;

    private final List<String> received = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);
    private WebSocket socket;
    private volatile boolean paused;

    public static TestClient connect(int port, String protocol) {
        TestClient client = new TestClient();
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(protocol)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/v1"), client)
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

    /** Reads no more from the socket, until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        socket.request(1);
    }

    /** Waits for a line. */
    public TestClient await(Predicate<String> line) {
        Awaitility.await().atMost(PATIENCE).until(() -> all().stream().anyMatch(line));
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
        more(webSocket);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        ByteBuffer joined = ByteBuffer.allocate(binary.remaining() + data.remaining());
        binary = joined.put(binary).put(data).flip();
        if (last) {
            onPacket(new UnsafeBuffer(binary));
            binary = ByteBuffer.allocate(0);
        }
        more(webSocket);
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

    private void more(WebSocket webSocket) {
        if (!paused) {
            webSocket.request(1);
        }
    }

    private void add(String line) {
        synchronized (received) {
            received.add(line);
        }
    }

    private void onPacket(UnsafeBuffer packet) {
        int flags = packet.getByte(1);
        String mark = (flags & 1) != 0 ? " snapshot" : (flags & 4) != 0 ? " conflated" : "";
        for (int offset = PACKET_HEADER; offset < packet.capacity(); offset += FanOutFrame.length(packet, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            add(Channels.name(FanOutFrame.channel(packet, offset)) + ' '
                    + EventPrefix.instrumentId(packet, message) + " #" + FanOutFrame.streamSequence(packet, offset)
                    + " seq=" + EventPrefix.sequence(packet, message) + mark);
        }
    }
}
