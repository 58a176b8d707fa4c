package org.millrace.feeds.glassnode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a series: {@code [{"t":…,"v":…}]} or {@code [{"t":…,"o":{…},"computed_at":…}]}, bare or as {@code data}. */
final class MetricAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_POINTS = 200_000;
    private static final int MAX_PARTS = 256;
    private static final long LAST_SECOND = 4_102_444_800L; // 2100-01-01
    private static final long NONE = -1;

    private final List<MetricPoint> points = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private int count;
    private long lastStart = NONE;

    private MetricAnswer() {}

    /**
     * Reads an answer.
     *
     * @throws IOException if it is no series whose times rise
     */
    static MetricAnswer read(byte[] body) throws IOException {
        MetricAnswer answer = new MetricAnswer();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            expect(first == JsonToken.START_ARRAY || answer.unwrap(parser, first), "an array");
            if (first == JsonToken.START_ARRAY) {
                answer.series(parser);
            }
            expect(parser.nextToken() == null, "nothing behind it");
        }
        return answer;
    }

    /** Returns when the last interval with a value began, seconds; 0 = there is none. */
    long latestStart() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).start();
    }

    /** Returns the values, oldest first. */
    List<MetricPoint> points() {
        return points;
    }

    private boolean unwrap(JsonParser parser, JsonToken first) throws IOException {
        boolean isFound = false;
        expect(first == JsonToken.START_OBJECT, "an array or an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isData = parser.currentName().equals("data");
            if (parser.nextToken() == JsonToken.START_ARRAY && isData && !isFound) {
                series(parser);
                isFound = true;
            } else {
                parser.skipChildren();
            }
        }
        return isFound;
    }

    private void series(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "an object as point");
            point(parser);
        }
    }

    private void point(JsonParser parser) throws IOException {
        long start = NONE;
        long computedAt = 0;
        boolean hasValue = false;
        parts.clear();
        values.clear();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "t" -> start = seconds(parser);
                case "v" -> {
                    value("", parser);
                    hasValue = true;
                }
                case "computed_at" -> computedAt = value == JsonToken.VALUE_NULL ? 0 : seconds(parser);
                case "o" -> {
                    object(parser);
                    hasValue = true;
                }
                default -> parser.skipChildren();
            }
        }
        expect(start != NONE && hasValue, "t, and v or o, in each point");
        expect(start > lastStart, "times that rise");
        expect(++count <= MAX_POINTS, MAX_POINTS + " points at most");
        lastStart = start;
        for (int i = 0; i < parts.size(); i++) {
            points.add(new MetricPoint(start, parts.get(i), values.get(i), computedAt));
        }
    }

    private void object(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(parser.currentToken() == JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String part = parser.currentName();
            parser.nextToken();
            value(part, parser);
        }
    }

    /** Adds a number; what is null has not been observed. */
    private void value(String part, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(parser.currentToken().isNumeric(), "a number");
        double number = parser.getDoubleValue();
        expect(Double.isFinite(number), "a number that a double holds");
        expect(parts.size() < MAX_PARTS && !parts.contains(part), "each part once, 256 at most");
        parts.add(part);
        values.add(number);
    }

    private static long seconds(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a time");
        long seconds = parser.getLongValue();
        expect(seconds >= 0 && seconds < LAST_SECOND, "a time before 2100");
        return seconds;
    }

    private static void expect(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("metric: expected " + what);
        }
    }
}
