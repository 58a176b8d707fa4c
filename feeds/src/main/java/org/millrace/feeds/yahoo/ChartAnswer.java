package org.millrace.feeds.yahoo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads a chart: {@code GET /v8/finance/chart/{symbol}}. Numbers are those that were printed; what is null stays so. */
final class ChartAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ROWS = 100_000;
    private static final long LAST_SECOND = 4_102_444_800L; // 2100-01-01

    private final List<Long> times = new ArrayList<>();
    private List<BigDecimal> open = List.of();
    private List<BigDecimal> high = List.of();
    private List<BigDecimal> low = List.of();
    private List<BigDecimal> close = List.of();
    private List<BigDecimal> volume = List.of();
    private ChartMeta meta = ChartMeta.unknown();
    private String error = "";

    private ChartAnswer() {}

    /**
     * Reads an answer.
     *
     * @throws IOException if it is not a chart, or one whose columns differ in length
     */
    static ChartAnswer read(byte[] body, int offset, int length) throws IOException {
        ChartAnswer answer = new ChartAnswer();
        try (JsonParser parser = JSON.createParser(body, offset, length)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "an object");
            boolean isChart = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean named = parser.currentName().equals("chart")
                        || parser.currentName().equals("finance");
                if (parser.nextToken() == JsonToken.START_OBJECT && named) {
                    answer.chart(parser);
                    isChart = true;
                } else {
                    parser.skipChildren();
                }
            }
            expect(isChart && parser.currentToken() == JsonToken.END_OBJECT, "a chart");
            expect(parser.nextToken() == null, "nothing behind the chart");
        }
        answer.check();
        return answer;
    }

    ChartMeta meta() {
        return meta;
    }

    /** Returns what the venue had to say instead; empty = nothing. */
    String error() {
        return error;
    }

    int rows() {
        return times.size();
    }

    /** Returns a row's time, seconds. */
    long time(int row) {
        return times.get(row);
    }

    BigDecimal open(int row) {
        return open.get(row);
    }

    BigDecimal high(int row) {
        return high.get(row);
    }

    BigDecimal low(int row) {
        return low.get(row);
    }

    BigDecimal close(int row) {
        return close.get(row);
    }

    BigDecimal volume(int row) {
        return volume.get(row);
    }

    /** Answers whether a row lacks a value: nothing was traded. */
    boolean isEmpty(int row) {
        return open(row) == null || high(row) == null || low(row) == null || close(row) == null || volume(row) == null;
    }

    /** Answers whether a row comes a second time, as the venue has some of Johannesburg's. */
    boolean isRepeated(int row) {
        return row > 0 && times.get(row).equals(times.get(row - 1)) && !isEmpty(row - 1);
    }

    /** Reads the whole seconds that the parser stands at. */
    static long seconds(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a time");
        long seconds = parser.getLongValue();
        expect(seconds >= -LAST_SECOND && seconds < LAST_SECOND, "a time before 2100");
        return seconds;
    }

    private void chart(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("error") && value == JsonToken.START_OBJECT) {
                error(parser);
            } else if (field.equals("result") && value == JsonToken.START_ARRAY) {
                results(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void error(JsonParser parser) throws IOException {
        error = "error";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isCode = parser.currentName().equals("code");
            if (parser.nextToken() == JsonToken.VALUE_STRING && isCode) {
                error = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void results(JsonParser parser) throws IOException {
        boolean isFirst = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "an object as result");
            if (isFirst) {
                result(parser);
            } else {
                parser.skipChildren();
            }
            isFirst = false;
        }
    }

    private void result(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("meta") && value == JsonToken.START_OBJECT) {
                meta = ChartMeta.read(parser);
            } else if (field.equals("timestamp") && value == JsonToken.START_ARRAY) {
                times(parser);
            } else if (field.equals("indicators") && value == JsonToken.START_OBJECT) {
                indicators(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void times(JsonParser parser) throws IOException {
        times.clear();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(times.size() < MAX_ROWS, MAX_ROWS + " rows at most");
            times.add(seconds(parser));
        }
    }

    private void indicators(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isQuote = parser.currentName().equals("quote");
            if (parser.nextToken() == JsonToken.START_ARRAY && isQuote) {
                quotes(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void quotes(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "an object as quote");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "open" -> open = column(parser);
                    case "high" -> high = column(parser);
                    case "low" -> low = column(parser);
                    case "close" -> close = column(parser);
                    case "volume" -> volume = column(parser);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static List<BigDecimal> column(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "an array as column");
        List<BigDecimal> column = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
            expect(isNull || parser.currentToken().isNumeric(), "numbers and null in columns");
            expect(column.size() < MAX_ROWS, MAX_ROWS + " rows at most");
            column.add(isNull ? null : parser.getDecimalValue());
        }
        return column;
    }

    private void check() throws IOException {
        for (List<BigDecimal> column : List.of(open, high, low, close, volume)) {
            expect(column.size() == times.size(), "columns as long as times");
        }
        for (int i = 1; i < times.size(); i++) {
            expect(times.get(i) >= times.get(i - 1), "times that do not fall");
        }
        expect(error.isEmpty() || times.isEmpty(), "rows or an error");
    }

    private static void expect(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("chart: expected " + what);
        }
    }
}
