package org.millrace.feeds.simulator.coinbase;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Payload;

/** What the Exchange feed says on one connection. */
final class ExchangeConversation implements Conversation {
    private static final int MAX_MESSAGES_PER_SECOND = 100;
    private static final long SUBSCRIBE_LIMIT_NS = SECONDS.toNanos(5);
    private static final long HEARTBEAT_NS = SECONDS.toNanos(1);
    private static final String NEEDS_KEY = "level2, level3, and full channels now require authentication. "
            + "https://docs.cdp.coinbase.com/exchange/docs/websocket-auth";

    private final ExchangeFace face;
    private final FaceContext context;
    private final Products products;
    private final Map<String, Set<Integer>> subscribed = new LinkedHashMap<>(); // by channel
    private Client client;
    private long openedNs;
    private long heartbeatNs;
    private boolean hasSubscribed;

    ExchangeConversation(ExchangeFace face, FaceContext context, Products products) {
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
    }

    @Override
    public void onText(String text) {
        CoinbaseRequest request = CoinbaseRequest.parse(text);
        String error = error(request);
        if (!error.isEmpty()) {
            client.say("{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"" + error + "\"}");
            return;
        }
        hasSubscribed = true;
        boolean isOn = request.type().equals("subscribe");
        for (String channel : request.channels()) {
            Set<Integer> held = subscribed.computeIfAbsent(channel, key -> new LinkedHashSet<>());
            List<Integer> wanted =
                    request.products().stream().map(products::indexOf).toList();
            boolean unused = isOn ? held.addAll(wanted) : held.removeAll(wanted);
        }
        subscribed.values().removeIf(Set::isEmpty);
        client.say(subscriptions());
        if (isOn) {
            context.counters().onSubscribe(request.products().size());
        }
        apply(request, isOn);
    }

    @Override
    public void onPayload(Payload payload) {
        client.send(payload);
    }

    @Override
    public void onBeat(long nowNs) {
        if (!hasSubscribed && nowNs - openedNs >= SUBSCRIBE_LIMIT_NS) {
            client.breach();
        } else if (nowNs - heartbeatNs >= HEARTBEAT_NS) {
            heartbeatNs = nowNs;
            subscribed.getOrDefault("heartbeat", Set.of()).forEach(each -> face.heartbeat(client, each, nowNs));
        }
    }

    @Override
    public void onClose() {
        face.leave(this);
    }

    private void apply(CoinbaseRequest request, boolean isOn) {
        for (String channel : request.channels()) {
            for (String product : request.products()) {
                if (isOn) {
                    face.subscribe(this, client, products.indexOf(product), kind(channel));
                } else {
                    face.unsubscribe(this, products.indexOf(product), kind(channel));
                }
            }
        }
    }

    private String error(CoinbaseRequest request) {
        if (request.type().isEmpty()) {
            return "Type has to be either subscribe or unsubscribe";
        }
        for (String channel : request.channels()) {
            if (kind(channel) < 0) {
                return channel + " is not a valid channel";
            }
            if (channel.equals("level2") && !request.isSigned()) {
                return NEEDS_KEY;
            }
        }
        for (String product : request.products()) {
            if (products.indexOf(product) < 0) {
                return product + " is not a valid product";
            }
        }
        return "";
    }

    private String subscriptions() {
        List<String> channels = new ArrayList<>();
        subscribed.forEach((name, held) -> channels.add("{\"name\":\"" + name + "\",\"product_ids\":[\""
                + String.join("\",\"", held.stream().map(products::id).toList()) + "\"]}"));
        return "{\"type\":\"subscriptions\",\"channels\":[" + String.join(",", channels) + "]}";
    }

    private static int kind(String channel) {
        return switch (channel) {
            case "matches" -> ExchangeFace.MATCHES;
            case "ticker" -> ExchangeFace.TICKER;
            case "level2", "level2_batch" -> ExchangeFace.LEVEL2;
            case "heartbeat" -> ExchangeFace.HEARTBEAT;
            default -> -1;
        };
    }
}
