package org.millrace.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.settings.Secret;

/**
 * A control message of a client.
 *
 * @param id          as the client wrote it; empty where it wrote none
 * @param channels    one, or some for what is resumed or replayed together
 * @param instruments empty: all
 * @param credential  key, token or ticket of a login
 * @param members     all others that are text, numbers, true or false
 */
public record Request(
        String op,
        String id,
        List<String> channels,
        List<String> instruments,
        Secret credential,
        Map<String, String> members) {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ID = 64;
    private static final int MAX_DIGITS = 18;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .build())
            .build();

    /**
     * Parses a control message; members that it does not know are passed over.
     *
     * @throws IOException if it is not a JSON object, or a member is of the wrong kind
     */
    public static Request parse(String text) throws IOException {
        String op = "";
        String id = "";
        List<String> channels = new ArrayList<>();
        Secret credential = Secret.NONE;
        List<String> instruments = new ArrayList<>();
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "op" -> op = string(parser);
                    case "id" -> id = id(parser);
                    case "channel" -> readList(parser, channels);
                    case "token", "apiKey", "ticket" -> credential = Secret.of(string(parser));
                    case "instruments" -> readList(parser, instruments);
                    default -> readMember(parser, name, members);
                }
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        }
        return new Request(op, id, channels, instruments, credential, members);
    }

    /** Returns the first channel; empty where there is none. */
    public String channel() {
        return channels.isEmpty() ? "" : channels.get(0);
    }

    public String mode() {
        return member("mode", "snapshot+live");
    }

    /** Returns a member as it was written, or what to take without it. */
    public String member(String name, String otherwise) {
        return members.getOrDefault(name, otherwise);
    }

    /** Returns a member that is a whole number of at least 0, {@code otherwise} without it, −1 if it is none. */
    public long number(String name, long otherwise) {
        String text = members.get(name);
        if (text == null) {
            return otherwise;
        }
        boolean isNumber =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : -1;
    }

    private static void readMember(JsonParser parser, String name, Map<String, String> members) throws IOException {
        if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            members.put(name, parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private static String string(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static String id(JsonParser parser) throws IOException {
        expect(parser.currentToken().isScalarValue() && parser.getText().length() <= MAX_ID);
        return parser.getText();
    }

    private static void readList(JsonParser parser, List<String> into) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            into.add(parser.getText());
            return;
        }
        expect(parser.currentToken() == JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(string(parser));
        }
    }

    private static void expect(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not a control message");
        }
    }
}
