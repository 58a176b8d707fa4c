package org.millrace.bench.decoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the fields that a feed reads, with Jackson's streaming parser. */
final class JacksonFrames {
    private final JsonFactory factory = new JsonFactory();
    private final TimeText times = new TimeText();
    private final Roles roles;

    JacksonFrames(Roles roles) {
        this.roles = roles;
    }

    /** Returns a sum of all fields, so that none is left out. */
    long read(byte[] frame, int length) throws IOException {
        try (JsonParser parser = factory.createParser(frame, 0, length)) {
            parser.nextToken();
            return nested(parser);
        }
    }

    /** Reads what an object or array holds, or a decimal where a side of a quote has the key of levels. */
    private long nested(JsonParser parser) throws IOException {
        long sum = 0;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Role role = roles.role(parser.currentName());
                parser.nextToken();
                sum += value(parser, role);
            }
            return sum;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return text(parser);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sum += nested(parser);
        }
        return sum;
    }

    private long value(JsonParser parser, Role role) throws IOException {
        return switch (role) {
            case NESTED -> nested(parser);
            case DECIMAL -> DecimalText.mantissa(parser.getText());
            case INTEGER ->
                parser.currentToken() == JsonToken.VALUE_STRING
                        ? Long.parseLong(parser.getText())
                        : parser.getLongValue();
            case TIME -> times.nanos(parser.getText(), parser.getTextLength());
            case TEXT -> parser.getText().length();
            case TRUTH -> parser.getBooleanValue() ? 1 : 0;
            case OTHER -> {
                parser.skipChildren();
                yield 0;
            }
        };
    }

    /** Reads an item that is a text: a decimal, or a word as the side of a level. */
    private static long text(JsonParser parser) throws IOException {
        String text = parser.getText();
        return text.charAt(0) <= '9' ? DecimalText.mantissa(text) : text.length();
    }
}
