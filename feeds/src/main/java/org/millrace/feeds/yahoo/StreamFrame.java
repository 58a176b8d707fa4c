package org.millrace.feeds.yahoo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import org.agrona.DirectBuffer;

/** Unwraps a frame of the streamer: {@code {"type":"pricing","message":"<base64>"}}, or the bare base64. */
final class StreamFrame {
    private static final JsonFactory JSON = new JsonFactory();

    private StreamFrame() {}

    /**
     * Returns what a frame carries, or null if that is nothing about prices.
     *
     * @throws IOException if it is no such frame
     */
    static PricingData read(DirectBuffer buffer, int offset, int length) throws IOException {
        byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        try {
            if (length == 0 || frame[0] != '{') {
                return PricingData.read(Base64.getDecoder().decode(frame));
            }
            String message = message(frame);
            return message.isEmpty()
                    ? null
                    : PricingData.read(Base64.getDecoder().decode(message));
        } catch (IllegalArgumentException e) {
            throw new IOException("no base64", e);
        }
    }

    private static String message(byte[] frame) throws IOException {
        String type = "";
        String message = "";
        try (JsonParser parser = JSON.createParser(frame)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && field.equals("type")) {
                    type = parser.getText();
                } else if (isText && field.equals("message")) {
                    message = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("text behind the object");
            }
        }
        return type.equals("pricing") ? message : "";
    }
}
