package org.millrace.gateway.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.millrace.gateway.client.Connection.Events;

/**
 * A client that stays connected: lost connections are sought again with growing delay, and what was subscribed to goes on
 * where it was. All methods are for any thread; the listener is called by one at a time.
 *
 * <pre>
 *   try (MillraceClient client = MillraceClient.connect(ClientSettings.of(uri), listener)) {
 *       client.subscribe(Subscription.live("trades", "binance:BTC-USDT")).join();
 *       …
 *   }
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // an end is told of by the connection
public final class MillraceClient implements AutoCloseable {
    private static final String PROTOCOL = "millrace.sbe.v1";

    private final ClientSettings settings;
    private final StreamListener listener;
    private final PacketReader packets;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "millrace-client");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Subscription> wanted = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<ControlMessage>> pending = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private Connection connection;
    private String epoch = "";
    private Duration delay;
    private long requests;
    private boolean closed;

    private MillraceClient(ClientSettings settings, StreamListener listener) {
        this.settings = settings;
        this.listener = listener;
        packets = new PacketReader(listener);
        delay = settings.firstDelay();
    }

    /** Connects, now or as soon as the server can be reached. */
    public static MillraceClient connect(ClientSettings settings, StreamListener listener) {
        MillraceClient client = new MillraceClient(settings, listener);
        client.open();
        return client;
    }

    /** Subscribes; the answer has a status for each instrument, or the request was refused. */
    public CompletableFuture<ControlMessage> subscribe(Subscription subscription) {
        subscription.channels().forEach(packets::forget); // not under our lock: packets call the listener under theirs
        synchronized (this) {
            if (subscription.isLive()) {
                subscription.channels().forEach(channel -> wanted.put(channel, subscription));
                subscription.channels().forEach(settled::remove);
                subscription.channels().forEach(answered::remove);
            }
            return request("subscribe", subscription.members());
        }
    }

    /** Ends a channel. */
    public synchronized CompletableFuture<ControlMessage> unsubscribe(String channel) {
        wanted.remove(channel);
        return request("unsubscribe", Map.of("channel", channel, "instruments", List.of("*")));
    }

    /** Lets a replay in lock-step move on; answered behind all that it brought. */
    public CompletableFuture<ControlMessage> step(int count) {
        return request("step", Map.of("count", count));
    }

    public CompletableFuture<ControlMessage> pause() {
        return request("pause", Map.of());
    }

    /** Lets a replay go on. */
    public CompletableFuture<ControlMessage> resume() {
        return request("resume", Map.of());
    }

    /** Goes elsewhere in a replay: to a sequence, or a time. */
    public CompletableFuture<ControlMessage> seek(String to) {
        return request("seek", Map.of("to", to));
    }

    /** Asks for messages of one stream again. */
    public CompletableFuture<ControlMessage> resend(String channel, String instrument, long first, long last) {
        return request(
                "resend", Map.of("channel", channel, "instruments", List.of(instrument), "first", first, "last", last));
    }

    /** Sends a request; fails with a {@link RefusedException} if the server refuses it, or the connection ends. */
    public synchronized CompletableFuture<ControlMessage> request(String op, Map<String, Object> members) {
        CompletableFuture<ControlMessage> answer = new CompletableFuture<>();
        if (connection == null || !connection.isOpen()) {
            boolean isRemembered = op.equals("subscribe")
                    && wanted.values().stream().anyMatch(each -> each.members().equals(members));
            if (!isRemembered) {
                answer.completeExceptionally(new RefusedException(0, "not connected"));
                return answer;
            }
            answer.complete(new ControlMessage(Map.of("op", "later"), "")); // sent when there is a connection
            return answer;
        }
        String id = Long.toString(++requests);
        pending.put(id, answer);
        connection.send(ControlText.of(op, id, members));
        return answer;
    }

    /** Ends the connection, and seeks no other. */
    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            closed = true;
            last = connection;
        }
        if (last != null) {
            last.close();
        }
        timer.shutdownNow();
        fail("closed");
    }

    private synchronized void open() {
        if (closed) {
            return;
        }
        WebSocket.Builder builder =
                http.newWebSocketBuilder().subprotocols(PROTOCOL).connectTimeout(Duration.ofSeconds(10));
        String credential = settings.credential().get();
        if (!credential.isEmpty()) {
            builder.header("Authorization", credential);
        }
        Connection next = new Connection(packets, new Incoming());
        connection = next;
        CompletableFuture<WebSocket> opening = builder.buildAsync(settings.server(), next);
        opening.whenComplete((socket, failure) -> {
            if (failure != null) {
                onEnd(next, 0, String.valueOf(failure.getMessage()));
            }
        });
    }

    /** Takes what a connection brings. */
    private final class Incoming implements Events {
        private Future<?> heartbeats;

        @Override
        public void onText(Connection from, String text) throws IOException {
            ControlMessage message = ControlMessage.parse(text);
            switch (message.op()) {
                case "hello" -> {
                    heartbeats = onHello(from, message);
                    listener.onConnected(message);
                }
                case "heartbeat" -> onHeartbeat(message.text("cursor"));
                case "gap" -> {
                    if (message.text("cause").equals("retention")) {
                        unsettle(message.text("channel"));
                    }
                    if (!message.members().containsKey("venueFirst")) {
                        packets.onGap(
                                message.text("channel"), (int) message.number("instrumentId"), message.number("last"));
                    }
                    listener.onMessage(message);
                }
                default -> {
                    if (message.text("state").equals("replayBegin") && !isWanted(message.text("channel"))) {
                        packets.forget(message.text("channel"));
                    }
                    if (!answer(message)) {
                        listener.onMessage(message);
                    }
                }
            }
        }

        @Override
        public void onEnd(Connection from, int code, String reason) {
            if (heartbeats != null) {
                heartbeats.cancel(false);
            }
            MillraceClient.this.onEnd(from, code, reason);
        }
    }

    private synchronized Future<?> onHello(Connection from, ControlMessage hello) {
        delay = settings.firstDelay();
        packets.channels(hello.object("channels"));
        boolean isSameEpoch = epoch.isEmpty() || epoch.equals(hello.text("epoch"));
        String cursorEpoch = isSameEpoch ? hello.text("epoch") : epoch;
        epoch = hello.text("epoch");
        answered.clear();
        new ArrayList<>(wanted.entrySet()).forEach(each -> {
            Subscription one = each.getValue();
            Subscription alone = new Subscription(List.of(each.getKey()), one.instruments(), one.mode(), one.more());
            boolean isResumed = one.mode().equals("resume") && packets.sequence(each.getKey()) >= 0;
            if (isResumed || settled.contains(each.getKey())) {
                alone = alone.from(cursorEpoch + ':' + packets.sequence(each.getKey()));
            } else {
                packets.forget(each.getKey());
            }
            request("subscribe", alone.members());
        });
        long heartbeatMs = hello.object("limits").number("heartbeatMs");
        return timer.scheduleAtFixedRate(() -> from.beat(heartbeatMs), heartbeatMs, heartbeatMs, TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isWanted(String channel) {
        return wanted.containsKey(channel);
    }

    /** With a cursor nothing before it is owed any more: channels without news have come as far. */
    private synchronized void onHeartbeat(String cursor) {
        if (cursor.isEmpty()) {
            return;
        }
        long sequence = Long.parseLong(cursor.substring(cursor.indexOf(':') + 1));
        wanted.forEach((channel, subscription) -> {
            if (answered.contains(channel) && !subscription.more().containsKey("conflate")) {
                packets.onHeartbeat(channel, sequence);
                settled.add(channel);
            }
        });
    }

    /** Its snapshots are still to come: a channel cannot go on in the middle of them. */
    private synchronized void unsettle(String channel) {
        settled.remove(channel);
        wanted.computeIfPresent(channel, (name, subscription) -> subscription.anew());
    }

    private boolean answer(ControlMessage message) {
        CompletableFuture<ControlMessage> answer;
        synchronized (this) {
            answer = pending.remove(message.text("id"));
            if (answer != null && message.op().equals("subscribed")) {
                answered.addAll(message.texts("channel"));
            }
        }
        if (answer == null) {
            return false;
        }
        if (message.op().equals("error")) {
            answer.completeExceptionally(new RefusedException((int) message.number("code"), message.text("text")));
        } else {
            answer.complete(message);
        }
        return true;
    }

    private void onEnd(Connection ended, int code, String reason) {
        synchronized (this) {
            if (connection != ended) {
                return;
            }
            connection = null;
            if (!closed) {
                long delayMs = ThreadLocalRandom.current().nextLong(delay.toMillis() + 1);
                delay = delay.multipliedBy(2).compareTo(settings.maxDelay()) < 0
                        ? delay.multipliedBy(2)
                        : settings.maxDelay();
                timer.schedule(this::open, delayMs, TimeUnit.MILLISECONDS);
            }
        }
        fail("the connection ended");
        listener.onDisconnected(code, reason);
    }

    private void fail(String reason) {
        List<CompletableFuture<ControlMessage>> unanswered;
        synchronized (this) {
            unanswered = List.copyOf(pending.values());
            pending.clear();
        }
        unanswered.forEach(each -> each.completeExceptionally(new RefusedException(0, reason)));
    }
}
