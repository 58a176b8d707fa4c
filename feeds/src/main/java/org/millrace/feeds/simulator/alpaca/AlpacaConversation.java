package org.millrace.feeds.simulator.alpaca;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Payload;

/**
 * What Alpaca says on one connection: it greets, wants to see keys within ten seconds, and answers each subscription with
 * all that is in force. One connection a feed is let in.
 */
final class AlpacaConversation implements Conversation {
    private static final int MESSAGES_PER_SECOND = 50;
    private static final long AUTHENTICATION_LIMIT_NS = SECONDS.toNanos(10);
    private static final int SYNTAX = 400, NOT_AUTHENTICATED = 401, REFUSED = 402, ALREADY = 403, TIMED_OUT = 404;
    private static final int ONE_CONNECTION = 406;

    private final AlpacaFace face;
    private final Variant variant;
    private final String path;
    private final EpochNanoClock clock;
    private final Form form;
    private final Map<String, Set<String>> inForce = new LinkedHashMap<>();
    private Client client;
    private long openedNs;
    private boolean isAuthenticated;

    AlpacaConversation(AlpacaFace face, Variant variant, String path, EpochNanoClock clock) {
        this.face = face;
        this.variant = variant;
        this.path = path;
        this.clock = clock;
        form = variant.newForm();
        variant.names().forEach(name -> inForce.put(name, new LinkedHashSet<>()));
    }

    @Override
    public int messagesPerSecond() {
        return MESSAGES_PER_SECOND;
    }

    @Override
    public void onOpen(Client opened) {
        client = opened;
        openedNs = clock.nanoTime();
        if (variant.isBinary()) {
            client.speakBinary();
        }
        success("connected");
    }

    @Override
    public void onText(String text) {
        onRequest(ClientRequest.ofJson(text), !variant.isBinary());
    }

    @Override
    public void onBinary(byte[] message) {
        onRequest(ClientRequest.ofMsgpack(message), variant.isBinary());
    }

    @Override
    public void onPayload(Payload payload) {
        client.send(payload);
    }

    @Override
    public void onBeat(long nowNs) {
        if (!isAuthenticated && nowNs - openedNs >= AUTHENTICATION_LIMIT_NS) {
            error(TIMED_OUT, "auth timeout");
            client.breach();
        }
    }

    @Override
    public void onClose() {
        face.leave(path, this);
    }

    /** Says something to this client only. */
    void say(Form said) {
        byte[] frame = new byte[said.length()];
        said.buffer().getBytes(0, frame);
        client.say(frame);
    }

    private void onRequest(ClientRequest request, boolean isInForm) {
        switch (isInForm ? request.text("action") : "") {
            case "auth" -> authenticate(request);
            case "subscribe" -> subscribe(request, true);
            case "unsubscribe" -> subscribe(request, false);
            default -> error(SYNTAX, "invalid syntax");
        }
    }

    private void authenticate(ClientRequest request) {
        if (isAuthenticated) {
            error(ALREADY, "already authenticated");
        } else if (request.text("key").isBlank() || request.text("secret").isBlank()) {
            error(REFUSED, "auth failed");
        } else if (!face.admit(path, this)) {
            error(ONE_CONNECTION, "connection limit exceeded");
        } else {
            isAuthenticated = true;
            success("authenticated");
        }
    }

    private void subscribe(ClientRequest request, boolean isOn) {
        if (!isAuthenticated) {
            error(NOT_AUTHENTICATED, "not authenticated");
            return;
        }
        for (String name : variant.names()) {
            if (isOn) {
                inForce.get(name).addAll(request.list(name));
            } else {
                inForce.get(name).removeAll(request.list(name));
            }
        }
        for (String automatic : List.of("corrections", "cancelErrors")) {
            if (inForce.containsKey(automatic)) {
                inForce.put(automatic, inForce.get(Channel.TRADES.text()));
            }
        }
        confirm();
        for (String name : variant.names()) {
            Channel channel = Channel.of(name);
            if (channel != null) {
                request.list(name).forEach(symbol -> change(channel, symbol, isOn));
            }
        }
    }

    private void change(Channel channel, String symbol, boolean isOn) {
        if (isOn) {
            face.subscribe(this, variant, channel, symbol);
        } else {
            face.unsubscribe(this, variant, channel, symbol);
        }
    }

    private void confirm() {
        form.begin().list(1).map(1 + inForce.size()).field("T").text("subscription");
        inForce.forEach((name, symbols) -> {
            List<String> list = new ArrayList<>(symbols);
            form.field(name).list(list.size());
            list.forEach(form::text);
            form.endList();
        });
        say(form.endMap().endList());
    }

    private void success(String message) {
        form.begin().list(1).map(2).field("T").text("success");
        say(form.field("msg").text(message).endMap().endList());
    }

    private void error(int code, String message) {
        form.begin().list(1).map(3).field("T").text("error");
        say(form.field("code").number(code).field("msg").text(message).endMap().endList());
    }
}
