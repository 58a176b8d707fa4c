package org.millrace.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A control message of a client.
 *
 * @param id          as the client wrote it, as JSON; empty where it wrote none
 * @param instruments empty: all
 */
public record Request(String op, String id, String channel, List<String> instruments, String mode, String slow) {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ID = 64;
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
        String channel = "";
        String mode = "snapshot+live";
        String slow = "";
        List<String> instruments = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "op" -> op = string(parser);
                    case "id" -> id = id(parser);
                    case "channel" -> channel = string(parser);
                    case "mode" -> mode = string(parser);
                    case "slow" -> slow = string(parser);
                    case "instruments" -> readList(parser, instruments);
                    default -> parser.skipChildren();
                }
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        }
        return new Request(op, id, channel, instruments, mode, slow);
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
