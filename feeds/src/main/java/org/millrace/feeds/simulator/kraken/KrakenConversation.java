package org.millrace.feeds.simulator.kraken;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.FaceContext;
import org.millrace.feeds.simulator.face.Payload;

/** What Kraken says on one connection, in one of its protocols. */
final class KrakenConversation implements Conversation {
    private static final int MAX_MESSAGES_PER_SECOND = 20;
    private static final long HEARTBEAT_NS = SECONDS.toNanos(1);

    private final KrakenFace face;
    private final FaceContext context;
    private final int dialect;
    private final KrakenDialect words;
    private Client client;
    private boolean hasSubscribed;
    private long heartbeatNs;

    KrakenConversation(KrakenFace face, FaceContext context, int dialect) {
        this.face = face;
        this.context = context;
        this.dialect = dialect;
        words = face.dialect(dialect);
    }

    @Override
    public int messagesPerSecond() {
        return MAX_MESSAGES_PER_SECOND;
    }

    @Override
    public void onOpen(Client opened) {
        client = opened;
        heartbeatNs = context.clock().nanoTime();
        client.say(words.status("online"));
    }

    @Override
    public void onText(String text) {
        KrakenRequest request = KrakenRequest.parse(text);
        long nowNs = context.clock().nanoTime();
        switch (request.method) {
            case "ping" -> client.say(words.pong(request, nowNs));
            case "subscribe" -> subscribe(request, nowNs);
            case "unsubscribe" -> request.pairs.forEach(pair -> unsubscribe(request, pair, nowNs));
            default -> client.say(words.refused(request, "", "Unsupported event", nowNs));
        }
    }

    @Override
    public void onPayload(Payload payload) {
        client.send(payload);
    }

    @Override
    public void onBeat(long nowNs) {
        if (hasSubscribed && nowNs - heartbeatNs >= HEARTBEAT_NS) {
            heartbeatNs = nowNs;
            client.say(words.heartbeat());
        }
    }

    @Override
    public void announceEnd(long nowNs) {
        client.say(words.status("maintenance"));
    }

    @Override
    public void onClose() {
        face.leave(this);
    }

    private void subscribe(KrakenRequest request, long nowNs) {
        context.counters().onSubscribe(request.pairs.size());
        hasSubscribed = true;
        if (request.channel.equals("instrument")) {
            client.say(words.granted(request, "", nowNs));
            client.say(face.listing());
            return;
        }
        request.pairs.forEach(pair -> subscribe(request, pair, nowNs));
    }

    private void subscribe(KrakenRequest request, String pair, long nowNs) {
        int instrument = indexOf(pair);
        int kind = KrakenFace.kind(request);
        if (instrument < 0) {
            client.say(words.refused(request, pair, "Currency pair not supported " + pair, nowNs));
        } else if (kind < 0) {
            String error = request.channel.equals("book") ? "Subscription depth not supported" : "Unknown channel";
            client.say(words.refused(request, pair, error, nowNs));
        } else if (face.subscribe(this, dialect, instrument, kind)) {
            client.say(words.granted(request, pair, nowNs));
            face.welcome(client, dialect, instrument, kind);
        } else {
            client.say(words.refused(request, pair, "Already subscribed", nowNs));
        }
    }

    private void unsubscribe(KrakenRequest request, String pair, long nowNs) {
        int instrument = indexOf(pair);
        int kind = KrakenFace.kind(request);
        boolean isLeft = instrument >= 0 && kind >= 0 && face.unsubscribe(this, dialect, instrument, kind);
        client.say(
                isLeft
                        ? words.granted(request, pair, nowNs)
                        : words.refused(request, pair, "Subscription Not Found", nowNs));
    }

    private int indexOf(String pair) {
        for (int i = 0; i < context.instruments().size(); i++) {
            if (words.name(i).equals(pair)) {
                return i;
            }
        }
        return -1;
    }
}
