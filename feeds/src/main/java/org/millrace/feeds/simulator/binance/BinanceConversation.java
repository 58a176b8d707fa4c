package org.millrace.feeds.simulator.binance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Payload;
import org.millrace.feeds.simulator.face.SimulatorCounters;

/** What Binance says on one connection: "Live Subscribing/Unsubscribing to streams", and payloads raw or combined. */
final class BinanceConversation implements Conversation {
    private static final int MAX_MESSAGES_PER_SECOND = 5;
    private static final int MAX_STREAMS = 1024;
    private static final byte[] NOTHING = {};
    private static final byte[] END = {'}'};

    private final BinanceFace face;
    private final SimulatorCounters counters;
    private final Set<String> names = new LinkedHashSet<>();
    private final boolean isBinary;
    private boolean combined;
    private Client client;

    BinanceConversation(
            BinanceFace face, SimulatorCounters counters, boolean isBinary, boolean combined, List<String> streams) {
        this.face = face;
        this.counters = counters;
        this.isBinary = isBinary;
        this.combined = combined;
        names.addAll(streams);
    }

    @Override
    public int messagesPerSecond() {
        return MAX_MESSAGES_PER_SECOND;
    }

    @Override
    public void onOpen(Client opened) {
        client = opened;
        if (isBinary) {
            client.speakBinary();
        }
        names.forEach(name -> face.subscribe(this, name));
    }

    @Override
    public void onText(String text) {
        BinanceRequest request = BinanceRequest.parse(text);
        switch (request.method()) {
            case "SUBSCRIBE" -> subscribe(request);
            case "UNSUBSCRIBE" -> {
                request.params().forEach(name -> face.unsubscribe(this, name));
                names.removeAll(request.params());
                client.say("{\"result\":null,\"id\":" + request.id() + "}");
            }
            case "LIST_SUBSCRIPTIONS" -> client.say("{\"result\":[" + quoted() + "],\"id\":" + request.id() + "}");
            case "SET_PROPERTY" -> {
                combined = request.params().contains("true");
                client.say("{\"result\":null,\"id\":" + request.id() + "}");
            }
            default -> client.say(request.error());
        }
    }

    @Override
    public void onPayload(Payload payload) {
        boolean isWrapped = combined && !isBinary; // a binary message names its symbol
        client.send(isWrapped ? face.prefix(payload.stream()) : NOTHING, payload, isWrapped ? END : NOTHING);
    }

    @Override
    public void announceEnd(long nowNs) {
        String payload = "{\"e\":\"serverShutdown\",\"E\":" + nowNs / MILLISECONDS.toNanos(1) + "}";
        client.say(combined ? "{\"stream\":\"!serverShutdown\",\"data\":" + payload + "}" : payload);
    }

    @Override
    public void onClose() {
        face.leave(this);
    }

    private void subscribe(BinanceRequest request) {
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.addAll(request.params());
        if (wanted.size() > MAX_STREAMS) {
            counters.onViolation();
            client.say("{\"code\":2,\"msg\":\"Invalid request: too many subscriptions\",\"id\":" + request.id() + "}");
            return;
        }
        names.addAll(request.params());
        request.params().forEach(name -> face.subscribe(this, name));
        counters.onSubscribe(request.params().size());
        client.say("{\"result\":null,\"id\":" + request.id() + "}");
    }

    private String quoted() {
        return names.isEmpty() ? "" : "\"" + String.join("\",\"", names) + "\"";
    }
}
