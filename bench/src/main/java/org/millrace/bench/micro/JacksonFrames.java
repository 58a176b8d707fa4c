package org.millrace.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the fields that the feed reads, with Jackson's streaming parser. */
final class JacksonFrames {
    private final JsonFactory factory = new JsonFactory();

    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) throws IOException {
        long sum = 0;
        try (JsonParser parser = factory.createParser(frame, 0, length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    sum += field(parser);
                }
            }
        }
        return sum;
    }

    private static long field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        return switch (name) {
            case "E", "T", "t", "u", "U" -> parser.getLongValue();
            case "m" -> parser.getBooleanValue() ? 1 : 0;
            case "s", "e" -> parser.getText().length();
            case "p", "q", "B", "A" -> DecimalText.mantissa(parser.getText());
            case "a", "b" -> token == JsonToken.START_ARRAY ? levels(parser) : DecimalText.mantissa(parser.getText());
            default -> 0;
        };
    }

    private static long levels(JsonParser parser) throws IOException {
        long sum = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            sum += DecimalText.mantissa(parser.nextTextValue());
            sum += DecimalText.mantissa(parser.nextTextValue());
            parser.nextToken();
        }
        return sum;
    }
}
