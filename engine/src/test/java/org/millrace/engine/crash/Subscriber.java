package org.millrace.engine.crash;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** Subscribes to every channel that has events today, and keeps each event's bytes by its sequence in JournalOut. */
final class Subscriber implements WebSocket.Listener, AutoCloseable {
    private static final int PACKET_HEADER = 16;

    private final SortedMap<Long, byte[]> events = new TreeMap<>();
    private ByteBuffer packet = ByteBuffer.allocate(0);
    private WebSocket socket;

    static Subscriber attach(int port) {
        Subscriber subscriber = new Subscriber();
        subscriber.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("millrace.sbe.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/v1"), subscriber)
                .join();
        for (String channel : channels()) {
            String request =
                    "{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"instruments\":[\"*\"],\"mode\":\"live\"}";
            subscriber.socket.sendText(request, true).join();
        }
        return subscriber;
    }

    private static List<String> channels() {
        List<String> channels = new ArrayList<>(List.of(
                "trades",
                "quotes",
                "tops",
                "book",
                "quality",
                "feeds",
                "rejected",
                "instruments",
                "clock",
                "checkpoints",
                "commands",
                "features",
                "predictions",
                "models"));
        for (String timeframe : Channels.TIMEFRAMES.subList(0, 9)) {
            channels.add("bars." + timeframe);
            channels.add("indicators." + timeframe);
            channels.add("features." + timeframe);
        }
        return channels;
    }

    /** Returns what it has seen so far, by sequence. */
    SortedMap<Long, byte[]> events() {
        synchronized (events) {
            return new TreeMap<>(events);
        }
    }

    /** Returns how many events it has seen. */
    int count() {
        synchronized (events) {
            return events.size();
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        ByteBuffer joined = ByteBuffer.allocate(packet.remaining() + data.remaining());
        packet = joined.put(packet).put(data).flip();
        if (last) {
            onPacket(new UnsafeBuffer(packet));
            packet = ByteBuffer.allocate(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {} // the program was killed

    private void onPacket(UnsafeBuffer bytes) {
        synchronized (events) {
            for (int at = PACKET_HEADER; at < bytes.capacity(); at += FanOutFrame.length(bytes, at)) {
                int message = FanOutFrame.messageOffset(at);
                byte[] event = new byte[FanOutFrame.length(bytes, at) - FanOutFrame.HEADER_LENGTH];
                bytes.getBytes(message, event);
                events.put(EventPrefix.sequence(bytes, message), event);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
