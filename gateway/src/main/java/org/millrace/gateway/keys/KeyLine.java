package org.millrace.gateway.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of the file: a JSON object whose members are texts or lists of texts. */
final class KeyLine {
    private static final JsonFactory JSON = new JsonFactory();

    /** A text, or a list of them. */
    private final Map<String, Object> members = new LinkedHashMap<>();

    static KeyLine parse(String text) throws IOException {
        KeyLine line = new KeyLine();
        try (JsonParser parser = JSON.createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
                Object before = line.members.put(name, isList ? list(parser) : text(parser));
                expect(before == null);
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        }
        return line;
    }

    KeyLine with(String name, String value) {
        members.put(name, value);
        return this;
    }

    KeyLine with(String name, Collection<String> values) {
        members.put(name, values.stream().sorted().toList());
        return this;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns a text; throws IllegalArgumentException if there is none of this name. */
    String one(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + ": missing");
    }

    /** Returns a list; one that is missing is empty. */
    List<String> all(String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(text -> texts.add((String) text));
        }
        return texts;
    }

    String text() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> member : members.entrySet()) {
                if (member.getValue() instanceof List<?> list) {
                    json.writeArrayFieldStart(member.getKey());
                    for (Object text : list) {
                        json.writeString((String) text);
                    }
                    json.writeEndArray();
                } else {
                    json.writeStringField(member.getKey(), (String) member.getValue());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static List<String> list(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(parser));
        }
        return texts;
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static void expect(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not a line of a key file");
        }
    }
}
