package org.millrace.feeds.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the two shapes that pages have, with numbers as the text that they were printed as: arrays, and flat objects. */
public final class JsonPage {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ROWS = 100_000;
    private static final int MAX_SHOWN = 200;

    private JsonPage() {}

    /** Reads one value from the body of an answer. */
    public interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Reads a whole body; the parser stands at its first token.
     *
     * @throws IOException if it is not what is read, or more
     */
    public static <T> T read(byte[] body, Reader<T> reader) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            T value = reader.read(parser);
            expect(parser.nextToken() == null, "nothing behind the page");
            return value;
        }
    }

    /** Reads an array of arrays of numbers and texts, where the parser stands; what is nested in those is empty. */
    public static List<List<String>> arrays(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "an array of rows");
        List<List<String>> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_ARRAY && rows.size() < MAX_ROWS, "rows that are arrays");
            List<String> row = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                row.add(text(parser));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Reads an array of objects of numbers and texts, where the parser stands; what is nested in those is empty. */
    public static List<Map<String, String>> objects(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "an array of rows");
        List<Map<String, String>> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT && rows.size() < MAX_ROWS, "rows that are objects");
            Map<String, String> row = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                row.put(name, text(parser));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns a number, text or truth as it was printed; empty for null and what is nested. */
    public static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        expect(token != null, "more");
        if (token.isScalarValue()) {
            return token == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
        parser.skipChildren();
        return "";
    }

    /** Reads a whole number. */
    public static long whole(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("expected a whole number: " + shown(text), e);
        }
    }

    /** Reads a time, as files may have it. */
    public static long time(String text) throws IOException {
        long time = TimeText.parse(text);
        expect(time != TimeText.INVALID, "a time: " + shown(text));
        return time;
    }

    /** Sets a row's decimal. */
    public static void set(HistoryRow row, RowField field, String text) throws IOException {
        expect(row.set(field, text), "a decimal: " + shown(text));
    }

    public static void expect(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("expected " + what);
        }
    }

    static String shown(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
    }
}
