package org.millrace.feeds.simulator.coinbase;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.ExpandableDirectByteBuffer;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Payload;

/** What Advanced Trade says on one connection: every message has the next number, also one that gets lost. */
final class AdvancedConversation implements Conversation {
    private static final int MAX_MESSAGES_PER_SECOND = 8;
    private static final long SUBSCRIBE_LIMIT_NS = SECONDS.toNanos(5);
    private static final long HEARTBEAT_NS = SECONDS.toNanos(1);
    private static final String HEARTBEATS = "heartbeats";

    private final AdvancedFace face;
    private final FaceContext context;
    private final Products products;
    private final ExpandableDirectByteBuffer numbered = new ExpandableDirectByteBuffer(64 * 1024);
    private final Map<String, Set<Integer>> subscribed = new TreeMap<>(); // by channel
    private Client client;
    private long number;
    private long openedNs;
    private long heartbeatNs;
    private long heartbeatCount;
    private boolean hasSubscribed;

    AdvancedConversation(AdvancedFace face, FaceContext context, Products products) {
        this.face = face;
        this.context = context;
        this.products = products;
    }

    @Override
    public int messagesPerSecond() {
        return MAX_MESSAGES_PER_SECOND;
    }

    @Override
    public void onOpen(Client opened) {
        client = opened;
        openedNs = context.clock().nanoTime();
        heartbeatNs = openedNs;
        heartbeatCount = openedNs / HEARTBEAT_NS % 100_000; // starts anywhere
    }

    @Override
    public void onText(String text) {
        CoinbaseRequest request = CoinbaseRequest.parse(text);
        String channel = request.channels().isEmpty() ? "" : request.channels().get(0);
        int kind = kind(channel);
        List<Integer> wanted =
                request.products().stream().map(products::indexOf).toList();
        boolean isHeartbeats = channel.equals(HEARTBEATS);
        if (request.type().isEmpty() || (kind < 0 && !isHeartbeats) || wanted.contains(-1)) {
            client.say("{\"type\":\"error\",\"message\":\"failure to subscribe\"}");
            return;
        }
        hasSubscribed = true;
        boolean isOn = request.type().equals("subscribe");
        Set<Integer> held = subscribed.computeIfAbsent(channel, key -> new LinkedHashSet<>());
        if (isHeartbeats) {
            apply(held, List.of(0), isOn);
        } else {
            apply(held, wanted, isOn);
            wanted.forEach(each -> apply(each, kind, isOn));
        }
        subscribed.values().removeIf(Set::isEmpty);
        if (isOn) {
            context.counters().onSubscribe(wanted.size());
        }
        say(face.frames().subscriptions(context.market().nowNs(), subscriptions()));
    }

    @Override
    public void onPayload(Payload payload) {
        int length = number(payload.length());
        client.send(payload, numbered, length);
    }

    @Override
    public void onBeat(long nowNs) {
        if (!hasSubscribed && nowNs - openedNs >= SUBSCRIBE_LIMIT_NS) {
            client.breach();
        } else if (nowNs - heartbeatNs >= HEARTBEAT_NS && subscribed.containsKey(HEARTBEATS)) {
            heartbeatNs = nowNs;
            heartbeatCount++;
            String time = Instant.ofEpochSecond(0, nowNs).toString();
            String event = "{\"current_time\":\"" + time.replace('T', ' ').replace("Z", "") + " +0000 UTC m=+"
                    + heartbeatCount + ".260485341\",\"heartbeat_counter\":" + heartbeatCount + "}";
            say(face.frames().heartbeat(nowNs, event));
        }
    }

    @Override
    public void onClose() {
        face.leave(this);
    }

    /** Says what the frames' buffer holds, with the next number. */
    void say(int length) {
        int numberedLength = number(length);
        client.say(numbered, 0, numberedLength);
    }

    private int number(int length) {
        AdvancedFrames frames = face.frames();
        int at = frames.numberAt();
        numbered.putBytes(0, frames.buffer, 0, at);
        int behind = at + numbered.putLongAscii(at, number++);
        numbered.putBytes(behind, frames.buffer, at, length - at);
        return behind + length - at;
    }

    private void apply(int instrument, int kind, boolean isOn) {
        if (isOn) {
            face.subscribe(this, instrument, kind);
        } else {
            face.unsubscribe(this, instrument, kind);
        }
    }

    private static void apply(Set<Integer> held, List<Integer> wanted, boolean isOn) {
        boolean unused = isOn ? held.addAll(wanted) : held.removeAll(wanted);
    }

    private String subscriptions() {
        List<String> channels = new ArrayList<>();
        subscribed.forEach((name, held) -> channels.add("\"" + name + "\":["
                + (name.equals(HEARTBEATS)
                        ? "\"heartbeats\""
                        : "\""
                                + String.join(
                                        "\",\"", held.stream().map(this::label).toList()) + "\"")
                + "]"));
        return "{\"subscriptions\":{" + String.join(",", channels) + "}}";
    }

    private String label(int instrument) {
        return new String(products.label(instrument), US_ASCII);
    }

    private static int kind(String channel) {
        return switch (channel) {
            case "market_trades" -> AdvancedFace.TRADES;
            case "ticker" -> AdvancedFace.TICKER;
            case "level2" -> AdvancedFace.LEVEL2;
            case "candles" -> AdvancedFace.CANDLES;
            default -> -1;
        };
    }
}
