package org.millrace.feeds.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How frames of each kind are written, place by place: keys in their order; values as text or bare, as words (which),
 * numbers (with zeros at the end of their decimals or without), times (with how many digits), names, ids.
 */
public final class FrameShapes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ENOUGH = 50; // different times at a place, to say that all have the same number of digits
    private static final String TRAILING_ZERO = "number with zeros at its end";

    private final Function<String, String> kindOf;
    private final Set<String> kinds = new TreeSet<>();
    private final Map<String, Set<String>> places = new TreeMap<>();
    private final Map<String, Set<String>> times = new TreeMap<>();

    /**
     * Knows nothing yet.
     *
     * @param kindOf gives a frame's kind; empty: it is left out
     */
    public FrameShapes(Function<String, String> kindOf) {
        this.kindOf = kindOf;
    }

    public FrameShapes add(List<String> frames) {
        for (String frame : frames) {
            String kind = kindOf.apply(frame);
            if (!kind.isEmpty()) {
                kinds.add(kind);
                try (JsonParser parser = JSON.createParser(frame)) {
                    parser.nextToken();
                    read(parser, kind);
                } catch (IOException e) {
                    throw new UncheckedIOException(frame, e);
                }
            }
        }
        return this;
    }

    public Set<String> kinds() {
        return kinds;
    }

    /** Holds these frames against recorded ones: what is at each place must be at the same place there too. */
    public void assertLike(FrameShapes recorded) {
        places.forEach((place, all) ->
                assertThat(recorded.places.get(place)).as(place).isNotNull().containsAll(all));
        recorded.places.forEach((place, all) -> {
            if (all.contains(TRAILING_ZERO) && places.containsKey(place)) {
                assertThat(places.get(place)).as(place).contains(TRAILING_ZERO);
            }
        });
        times.forEach((place, all) -> {
            Set<String> there = recorded.times.get(place);
            if (there.size() >= ENOUGH && digits(there).size() == 1) {
                assertThat(digits(all)).as(place).isEqualTo(digits(there));
            }
        });
    }

    private static Set<Integer> digits(Set<String> times) {
        return times.stream()
                .map(time -> time.indexOf('.') < 0 ? 0 : time.length() - time.indexOf('.') - 2)
                .collect(Collectors.toSet());
    }

    private void read(JsonParser parser, String place) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, place);
            case START_ARRAY -> readArray(parser, place);
            case VALUE_STRING -> note(place, "'" + form(parser.getText(), place) + "'");
            default -> note(place, form(parser.getText(), place));
        }
    }

    private void readObject(JsonParser parser, String place) throws IOException {
        StringBuilder keys = new StringBuilder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            keys.append(' ').append(name);
            parser.nextToken();
            read(parser, place + "." + name);
        }
        note(place, "{" + keys + " }");
    }

    /** Reads an array: of structures all elements are alike, of single values each has its place. */
    private void readArray(JsonParser parser, String place) throws IOException {
        note(place, "[]");
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            boolean isSingle = parser.currentToken().isScalarValue();
            read(parser, place + (isSingle ? "[" + i + "]" : "[]"));
        }
    }

    private void note(String place, String form) {
        places.computeIfAbsent(place, key -> new TreeSet<>()).add(form);
    }

    private String form(String text, String place) {
        if (text.matches("-?\\d+(\\.\\d+)?")) {
            if (text.matches(".*\\.\\d*0")) {
                note(place, TRAILING_ZERO);
            }
            return "number";
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")) {
            times.computeIfAbsent(place, key -> new TreeSet<>()).add(text);
            return "time";
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:.* UTC m=.*")) {
            return "time in Go's words";
        }
        if (text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return "id";
        }
        return text.matches("[A-Z0-9]{2,}[-/][A-Z0-9]{2,}") ? "name" : text.replaceAll("book-\\d+", "book-depth");
    }
}
