package org.millrace.engine.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.millrace.engine.models.Visible;

/** The members of a JSON object, taken by name; what is wrong with one is told with its path. Numbers stay text. */
final class JsonMembers {
    private static final int DEEPEST = 32;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final Map<String, Object> members;
    private final String path;

    /** A number as it is written. */
    record Numeral(String text) {}

    private JsonMembers(Map<String, Object> members, String path) {
        this.members = members;
        this.path = path;
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonMembers parse(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonMembers(whole(parser), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> whole(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("is no JSON object");
            }
            Map<String, Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("goes on behind its JSON object");
            }
            return members;
        } catch (JsonProcessingException e) { // which has no place where a limit was passed
            int line = parser.currentLocation().getLineNr();
            throw new IllegalArgumentException(
                    "is no JSON: line " + line + ": " + Visible.of(e.getOriginalMessage()), e);
        }
    }

    /** Returns all members, in their order. */
    Map<String, Object> all() {
        return members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Refuses members that nobody knows. */
    void only(Set<String> known) {
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(path + Visible.of(name) + ": no member of a model's file");
            }
        }
    }

    JsonMembers object(String name) {
        return objectOf(required(name), path + name);
    }

    String text(String name) {
        if (required(name) instanceof String text) {
            return text;
        }
        throw wrong(path + name, members.get(name), "a text");
    }

    int integer(String name) {
        return integerOf(required(name), path + name);
    }

    /** Returns a constant by its name in small letters. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        List<String> known = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            known.add(each.name().toLowerCase(Locale.ROOT));
            if (known.get(known.size() - 1).equals(text)) {
                return each;
            }
        }
        throw wrong(path + name, text, "one of " + known);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof String text)) {
                throw wrong(path + name + "[" + texts.size() + "]", each, "a text");
            }
            texts.add(text);
        }
        return texts;
    }

    List<JsonMembers> objects(String name) {
        List<JsonMembers> objects = new ArrayList<>();
        for (Object each : list(name)) {
            objects.add(objectOf(each, path + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    int[] integers(String name) {
        List<?> list = list(name);
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integerOf(list.get(i), path + name + "[" + i + "]");
        }
        return values;
    }

    double[] doubles(String name) {
        return doublesOf(list(name), path + name);
    }

    double[][] rows(String name) {
        List<?> list = list(name);
        double[][] rows = new double[list.size()][];
        for (int i = 0; i < rows.length; i++) {
            String at = path + name + "[" + i + "]";
            if (!(list.get(i) instanceof List<?> row)) {
                throw wrong(at, list.get(i), "a list");
            }
            rows[i] = doublesOf(row, at);
        }
        return rows;
    }

    /** Returns floats, each read as such: by way of a double the last bit could differ. */
    float[] floats(String name) {
        List<?> list = list(name);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Numeral number)) {
                throw wrong(path + name + "[" + i + "]", list.get(i), "a number");
            }
            values[i] = Float.parseFloat(number.text());
        }
        return values;
    }

    private List<?> list(String name) {
        if (required(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(path + name, members.get(name), "a list");
    }

    private Object required(String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException(path + name + ": missing");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // objects are made here, of texts and what belongs to them
    private static JsonMembers objectOf(Object value, String at) {
        if (value instanceof Map<?, ?> map) {
            return new JsonMembers((Map<String, Object>) map, at + ".");
        }
        throw wrong(at, value, "an object");
    }

    private static int integerOf(Object value, String at) {
        if (value instanceof Numeral number) {
            try {
                return Integer.parseInt(number.text());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(at + ": " + number.text() + ", expected a whole number", e);
            }
        }
        throw wrong(at, value, "a whole number");
    }

    private static double[] doublesOf(List<?> list, String at) {
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Numeral number)) {
                throw wrong(at + "[" + i + "]", list.get(i), "a number");
            }
            values[i] = Double.parseDouble(number.text());
        }
        return values;
    }

    private static IllegalArgumentException wrong(String at, Object value, String expected) {
        Object shown = value instanceof Numeral number
                ? number.text()
                : value instanceof Map<?, ?> ? "an object" : value instanceof List<?> ? "a list" : value;
        return new IllegalArgumentException(at + ": " + Visible.of(shown) + ", expected " + expected);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                throw new IllegalArgumentException(Visible.of(name) + ": stands there twice");
            }
        }
        return members;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
