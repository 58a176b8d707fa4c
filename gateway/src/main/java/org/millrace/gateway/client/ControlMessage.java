package org.millrace.gateway.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A control message of the server.
 *
 * @param members text, Long, Double, Boolean, lists and maps of these; 64-bit integers and decimals come as text
 * @param text    as it came
 */
public record ControlMessage(Map<String, Object> members, String text) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Parses one.
     *
     * @throws IOException if it is no JSON object
     */
    static ControlMessage parse(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a control message: " + text);
            }
            return new ControlMessage(object(parser), text);
        }
    }

    /** Returns what it is: {@code hello}, {@code state}, {@code gap}, … */
    public String op() {
        return text("op");
    }

    /** Returns a member as text; empty where there is none. */
    public String text(String name) {
        return members.getOrDefault(name, "").toString();
    }

    /** Returns a member that is a text, or a list of some. */
    List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of(text(name));
    }

    /** Returns a member as a number; 0 where there is none. */
    public long number(String name) {
        Object value = members.get(name);
        return value == null ? 0 : value instanceof Number number ? number.longValue() : Long.parseLong(text(name));
    }

    /** Returns a member that is an object, as {@code limits} of a hello; empty where there is none. */
    public ControlMessage object(String name) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> found.put(key.toString(), value));
        }
        return new ControlMessage(found, "");
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> parser.getText();
        };
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
