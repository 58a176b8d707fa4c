package org.millrace.feeds.simulator.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client says, in either protocol.
 *
 * @param type     {@code subscribe} or {@code unsubscribe}; empty where it cannot be understood
 * @param channels several of the Exchange feed, one of Advanced Trade
 * @param isSigned whether it shows a key
 */
record CoinbaseRequest(String type, List<String> products, List<String> channels, boolean isSigned) {
    private static final JsonFactory JSON = new JsonFactory();

    static CoinbaseRequest parse(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            return parse(parser);
        } catch (IOException e) {
            return new CoinbaseRequest("", List.of(), List.of(), false); // answered with an error
        }
    }

    private static CoinbaseRequest parse(JsonParser parser) throws IOException {
        String type = "";
        List<String> products = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        boolean isSigned = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "type" -> type = parser.getText();
                case "product_ids" -> read(parser, products);
                case "channels" -> read(parser, channels);
                case "channel" -> channels.add(parser.getText());
                case "signature", "jwt" -> isSigned = true;
                default -> parser.skipChildren();
            }
        }
        boolean isKnown = type.equals("subscribe") || type.equals("unsubscribe");
        return new CoinbaseRequest(isKnown ? type : "", products, channels, isSigned);
    }

    private static void read(JsonParser parser, List<String> to) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            to.add(parser.getText());
        }
    }
}
