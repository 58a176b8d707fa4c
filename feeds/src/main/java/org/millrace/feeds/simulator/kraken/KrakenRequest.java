package org.millrace.feeds.simulator.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a client says, in either protocol: their fields have different names, and none means two things. */
final class KrakenRequest {
    private static final int DEFAULT_DEPTH = 10;
    private static final JsonFactory JSON = new JsonFactory();

    String method = "";
    String channel = "";
    final List<String> pairs = new ArrayList<>();
    int depth = DEFAULT_DEPTH;
    int minutes = 1;
    String id = "";

    private KrakenRequest() {}

    /** Reads a request; one that cannot be read has no method. */
    static KrakenRequest parse(String text) {
        KrakenRequest request = new KrakenRequest();
        try (JsonParser parser = JSON.createParser(text)) {
            String field = "";
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    field = parser.currentName();
                } else if (parser.currentToken().isScalarValue()) {
                    request.take(field, parser.getText());
                }
            }
            return request;
        } catch (IOException e) {
            return new KrakenRequest(); // answered with an error
        }
    }

    private void take(String field, String value) {
        switch (field) {
            case "method", "event" -> method = value;
            case "channel", "name" -> channel = value;
            case "symbol", "pair" -> pairs.add(value);
            case "depth" -> depth = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
            case "interval" -> minutes = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
            case "req_id", "reqid" -> id = value.matches("[0-9]{1,18}") ? value : "";
            default -> {
                // snapshot, event_trigger: answered as if they were as usual
            }
        }
    }
}
