package org.millrace.engine.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** A recorded answer that holds a book's snapshot. */
record Answer(long time, String symbol, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(Capture capture, int line) {
        String[] parts = capture.answers().get(line).split("\t", 3);
        String symbol = parts[1].replaceFirst(".*symbol=([^&]+).*", "$1");
        try {
            return new Answer(Long.parseLong(parts[0]), symbol, JSON.readTree(parts[2]));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    long lastUpdateId() {
        return body.get("lastUpdateId").asLong();
    }
}
