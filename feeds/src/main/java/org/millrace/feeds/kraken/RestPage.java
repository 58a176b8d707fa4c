package org.millrace.feeds.kraken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.history.HistoryException;
import org.millrace.feeds.history.JsonPage;

/**
 * An answer of the REST interface: {@code {"error":[…],"result":{"XXBTZUSD":[[…],…],"last":…}}}. Errors come with status
 * 200.
 *
 * @param rows of the one pair asked for
 * @param last where to go on; empty = it does not say
 */
record RestPage(List<List<String>> rows, String last) {
    /**
     * Reads an answer.
     *
     * @throws IOException      if it cannot be read, or is an error that passes
     * @throws HistoryException if it is an error that stays
     */
    static RestPage read(byte[] body) throws IOException {
        return JsonPage.read(body, RestPage::read);
    }

    private static RestPage read(JsonParser parser) throws IOException {
        JsonPage.expect(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        RestPage page = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("error") && value == JsonToken.START_ARRAY) {
                requireNone(parser);
            } else if (field.equals("result") && value == JsonToken.START_OBJECT) {
                page = result(parser);
            } else {
                parser.skipChildren();
            }
        }
        JsonPage.expect(page != null, "a result");
        return page;
    }

    private static void requireNone(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String error = JsonPage.text(parser);
            int status = RestError.status(error);
            if (RestError.isPassing(status)) {
                throw new IOException(error);
            }
            if (status != RestError.NONE) {
                throw new HistoryException("the venue refuses: " + error);
            }
        }
    }

    private static RestPage result(JsonParser parser) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        String last = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isLast = parser.currentName().equals("last");
            parser.nextToken();
            if (isLast) {
                last = JsonPage.text(parser);
            } else {
                rows.addAll(JsonPage.arrays(parser));
            }
        }
        return new RestPage(rows, last);
    }
}
