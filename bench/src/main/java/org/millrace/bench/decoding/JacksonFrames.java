package org.millrace.bench.decoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads with Jackson's streaming parser. */
final class JacksonFrames implements LibraryReader {
    private final JsonFactory factory = new JsonFactory();
    private final TimeText times = new TimeText();
    private final FieldNames names;

    JacksonFrames(FieldNames names) {
        this.names = names;
    }

    @Override
    public void read(UnsafeBuffer frame, int length, ReadFields to) throws IOException {
        try (JsonParser parser = factory.createParser(frame.byteArray(), 0, length)) {
            parser.nextToken();
            nested(parser, names.top(), to);
        }
    }

    private void nested(JsonParser parser, Field of, ReadFields to) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, of, to);
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                object(parser, of, to);
            } else {
                items(parser, of, to);
            }
        }
    }

    private void object(JsonParser parser, Field of, ReadFields to) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Field field = names.field(parser.currentName());
            parser.nextToken();
            value(parser, field, to);
        }
        to.end(of);
    }

    private void items(JsonParser parser, Field of, ReadFields to) throws IOException {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(parser, of.item(index++), to);
        }
        to.end(of);
    }

    private void value(JsonParser parser, Field field, ReadFields to) throws IOException {
        switch (field.role) {
            case NESTED -> nested(parser, field, to);
            case DECIMAL -> to.set(field, DecimalText.mantissa(parser.getText()));
            case INTEGER -> to.set(field, integer(parser));
            case MILLIS -> to.set(field, TimeText.ofMillis(integer(parser)));
            case TIME -> to.set(field, times.nanos(parser.getText(), parser.getTextLength()));
            case SYMBOL -> to.symbol(parser.getText());
            case LETTER -> to.set(field, parser.getText().charAt(0));
            case CODES -> to.set(field, codes(parser));
            case TRUTH -> to.set(field, parser.getBooleanValue() ? 1 : 0);
            case OTHER -> parser.skipChildren();
        }
    }

    private static long integer(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? Long.parseLong(parser.getText())
                : parser.getLongValue();
    }

    private static long codes(JsonParser parser) throws IOException {
        long codes = 0;
        for (int shift = 0; parser.nextToken() != JsonToken.END_ARRAY; shift += Byte.SIZE) {
            codes |= (long) parser.getText().charAt(0) << shift;
        }
        return codes;
    }
}
