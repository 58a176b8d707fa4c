package org.millrace.engine.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;
import org.millrace.engine.instruments.InstrumentDirectory;

/**
 * The rows that the store must hold after it has taken the events of JournalOut: computed from what {@code inspect}
 * prints, by nothing that the store's own writer uses. Of several rows with one key the last one stays.
 */
final class ExpectedRows implements EventConsumer {
    private final ObjectMapper mapper = new ObjectMapper();
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final EventJson json = new EventJson(instruments);
    private final Map<StoredTable, Map<String, List<Object>>> rows = new HashMap<>();

    /** Returns the rows of a table by their keys. */
    Map<String, List<Object>> of(StoredTable table) {
        return rows.getOrDefault(table, Map.of());
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        instruments.onEvent(buffer, offset, length);
        StoredTable table = StoredTable.ofTemplate(EventPrefix.templateId(buffer, offset));
        if (table == null) {
            return;
        }
        JsonNode event = parse(json.print(buffer, offset));
        if (event.has("kind")
                && (!event.get("kind").asText().equals("TIME")
                        || event.get("state").asText().equals("IN_PROGRESS"))) {
            return;
        }
        if (event.has("closed") && !event.get("closed").asBoolean()) {
            return;
        }
        List<Object> row = new ArrayList<>();
        row.add(event.get(table.time()).asLong() / 1_000);
        row.add(
                EventPrefix.instrumentId(buffer, offset) == 0
                        ? ""
                        : event.get("instrument").asText());
        row.add(event.get("venue").asText());
        for (String field : table.fields()) {
            row.add(field.equals("flags") ? (double) EventPrefix.flags(buffer, offset) : value(event, field));
        }
        rows.computeIfAbsent(table, any -> new HashMap<>()).put(table.key(row), row);
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Returns a number as a double, everything else as text; a sum of fields is written with plus signs. */
    private static Object value(JsonNode event, String field) {
        if (field.contains("+")) {
            double sum = 0;
            for (String part : field.split("\\+", -1)) {
                sum += event.get(part).asDouble();
            }
            return sum;
        }
        JsonNode value = event.get(field);
        if (value.isNull()) {
            return Double.NaN;
        }
        boolean isDecimal = value.isTextual() && value.asText().matches("-?\\d+(\\.\\d+)?");
        return value.isNumber() || isDecimal ? (Object) value.asDouble() : value.asText();
    }
}
