package org.millrace.engine.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A book kept the slow and obvious way, in decimals: what others are compared with. */
final class TextBook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final Map<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private long lastUpdateId;

    /** Returns the books after so many lines of a capture without damage: those that it has snapshots of. */
    static Map<String, TextBook> of(Capture capture, int lines) {
        Map<String, TextBook> books = new TreeMap<>();
        for (int i = 0; i < capture.answers().size(); i++) {
            Answer answer = Answer.of(capture, i);
            TextBook book = new TextBook();
            book.set(answer.body().get("bids"), answer.body().get("asks"), answer.lastUpdateId());
            books.put(answer.symbol(), book);
        }
        for (int line = 0; line < lines; line++) {
            if (!capture.frame(line).contains("depthUpdate")) {
                continue;
            }
            TextBook book = books.get(capture.field(line, "s"));
            if (book != null) {
                JsonNode frame = tree(capture.frame(line));
                JsonNode delta = frame.has("data") ? frame.get("data") : frame;
                if (delta.get("u").asLong() > book.lastUpdateId) {
                    book.set(delta.get("b"), delta.get("a"), delta.get("u").asLong());
                }
            }
        }
        return books;
    }

    /** Returns the answer to a request for it. */
    String snapshot() {
        return "{\"lastUpdateId\":" + lastUpdateId + ",\"bids\":[" + levels(bids, "[\"", "\",\"", "\"]", ",")
                + "],\"asks\":[" + levels(asks, "[\"", "\",\"", "\"]", ",") + "]}";
    }

    private void set(JsonNode newBids, JsonNode newAsks, long id) {
        set(bids, newBids);
        set(asks, newAsks);
        lastUpdateId = id;
    }

    private static void set(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
            BigDecimal quantity = new BigDecimal(level.get(1).asText()).stripTrailingZeros();
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    private static String levels(Map<BigDecimal, BigDecimal> side, String head, String mid, String end, String join) {
        return side.entrySet().stream()
                .map(level -> head
                        + level.getKey().toPlainString()
                        + mid
                        + level.getValue().toPlainString()
                        + end)
                .collect(Collectors.joining(join));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
