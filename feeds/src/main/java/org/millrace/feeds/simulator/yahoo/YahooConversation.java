package org.millrace.feeds.simulator.yahoo;

import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Conversation;
import org.millrace.feeds.simulator.face.Payload;

/** What Yahoo's streamer says on one connection: nothing but prices. */
final class YahooConversation implements Conversation {
    private static final int MESSAGES_PER_SECOND = 10;
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final byte[] HEAD = bytes("{\"type\":\"pricing\",\"message\":\"");
    private static final byte[] TAIL = bytes("\"}");

    private final YahooFace face;
    private final byte[] head;
    private final byte[] tail;
    private Client client;

    /**
     * Makes one that has begun to talk to nobody.
     *
     * @param isWrapped whether messages come in JSON, or bare
     */
    YahooConversation(YahooFace face, boolean isWrapped) {
        this.face = face;
        head = isWrapped ? HEAD : NOTHING;
        tail = isWrapped ? TAIL : NOTHING;
    }

    @Override
    public int messagesPerSecond() {
        return MESSAGES_PER_SECOND;
    }

    @Override
    public void onOpen(Client opened) {
        client = opened;
    }

    @Override
    public void onText(String text) {
        list(text, "subscribe").forEach(symbol -> face.subscribe(this, symbol));
        list(text, "unsubscribe").forEach(symbol -> face.unsubscribe(this, symbol));
    }

    @Override
    public void onPayload(Payload payload) {
        client.send(head, payload, tail);
    }

    @Override
    public void onClose() {
        face.leave(this);
    }

    /** Says something to this client only. */
    void say(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(head);
        frame.writeBytes(message);
        frame.writeBytes(tail);
        client.say(new UnsafeBuffer(frame.toByteArray()), 0, frame.size());
    }

    /** Returns a list of a request; empty where there is none, or what came is no request: the venue is silent then. */
    private static List<String> list(String text, String name) {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                if (parser.nextToken() == JsonToken.START_ARRAY && isWanted) {
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        values.add(parser.getText());
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return values;
    }
}
