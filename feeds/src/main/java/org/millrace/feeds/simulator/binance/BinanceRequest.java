package org.millrace.feeds.simulator.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for on its WebSocket.
 *
 * @param method empty where the request cannot be understood
 * @param params as text
 * @param id     as JSON, to be echoed
 * @param error  the answer where it cannot be understood
 */
record BinanceRequest(String method, List<String> params, String id, String error) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ID_LENGTH = 36;

    static BinanceRequest parse(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refuse(2, "Invalid request: request must be an object", "null");
            }
            return parse(parser);
        } catch (IOException e) {
            return refuse(3, "Invalid JSON: " + e.getClass().getSimpleName(), "null");
        }
    }

    private static BinanceRequest parse(JsonParser parser) throws IOException {
        String method = "";
        String id = "null";
        List<String> params = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "method" -> method = parser.getText();
                case "id" -> id = value == JsonToken.VALUE_STRING ? "\"" + parser.getText() + "\"" : parser.getText();
                case "params" -> readParams(parser, params);
                default -> parser.skipChildren();
            }
        }
        if (id.length() > MAX_ID_LENGTH + 2) {
            return refuse(2, "Invalid request: id must be null, an unsigned integer or a short string", "null");
        }
        return switch (method) {
            case "SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS", "SET_PROPERTY" ->
                new BinanceRequest(method, params, id, "");
            default -> refuse(2, "Invalid request: unknown variant", id);
        };
    }

    private static void readParams(JsonParser parser, List<String> to) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            to.add(parser.getText());
        }
    }

    private static BinanceRequest refuse(int code, String message, String id) {
        String error = "{\"code\":" + code + ",\"msg\":\"" + message + "\",\"id\":" + id + "}";
        return new BinanceRequest("", List.of(), id, error);
    }
}
