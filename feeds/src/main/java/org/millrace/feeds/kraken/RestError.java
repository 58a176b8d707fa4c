package org.millrace.feeds.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Knows the errors of the REST interface, which come with status 200 as {@code {"error":["EService:Unavailable"]}}, by the
 * status that other venues answer in their place.
 */
final class RestError {
    static final int NONE = 200;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int REFUSED = 400;
    private static final JsonFactory JSON = new JsonFactory();

    private RestError() {}

    /** Returns the status that an error amounts to; 200 for a warning. */
    static int status(String error) {
        if (error.matches("EAPI:Rate limit.*|EGeneral:Too many requests.*")) {
            return TOO_MANY;
        }
        if (error.matches("EService:.*|EGeneral:Temporary lockout.*")) {
            return UNAVAILABLE;
        }
        return error.startsWith("E") ? REFUSED : NONE; // W: a warning
    }

    /** Tells whether what amounts to a status may be asked for again. */
    static boolean isPassing(int status) {
        return status == TOO_MANY || status == UNAVAILABLE;
    }

    /** Returns the status that an answer amounts to: 200 where it states no error, or cannot be read. */
    static int status(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isError = parser.currentName().equals("error");
                if (parser.nextToken() == JsonToken.START_ARRAY && isError) {
                    return first(parser);
                }
                parser.skipChildren();
            }
            return NONE;
        } catch (IOException e) {
            return NONE; // whoever wants what it should hold finds out
        }
    }

    private static int first(JsonParser parser) throws IOException {
        int status = NONE;
        while (status == NONE && parser.nextToken() == JsonToken.VALUE_STRING) {
            status = status(parser.getText());
        }
        return status;
    }
}
