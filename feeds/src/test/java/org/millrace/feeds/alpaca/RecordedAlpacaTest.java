package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.Captures;

class RecordedAlpacaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc-examples-stocks",
                "doc-session-crypto-us-20230317",
                "doc-session-sip-20230406",
                "doc-session-test-20240724",
                "msgpack-derived-doc-examples-stocks",
                "msgpack-derived-doc-session-crypto-us-20230317",
                "msgpack-derived-doc-session-sip-20230406"
            })
    void shouldGiveWhatWasComputedIndependently(String name) {
        AlpacaHarness venue = new AlpacaHarness(name.startsWith("msgpack"));
        List<String> events = play(venue, name);

        JsonNode expected = Captures.expected("alpaca/expected/" + name + ".json");
        assertEquals(expected.get("trades"), trades(venue, events));
        assertEquals(counts(expected.get("message_types")), counted(venue));
        assertEquals(expected.get("frames").asLong(), venue.feed.counters().get(FeedCounter.FRAMES));
        assertEquals(0, venue.feed.counters().get(FeedCounter.REJECTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doc-examples-stocks", "doc-session-crypto-us-20230317", "doc-session-sip-20230406"})
    void shouldGiveTheSameOfBothForms(String name) {
        assertEquals(play(new AlpacaHarness(false), name), play(new AlpacaHarness(true), "msgpack-derived-" + name));
    }

    private static List<String> play(AlpacaHarness venue, String name) {
        boolean isBinary = name.startsWith("msgpack");
        for (String line : Captures.lines("alpaca/" + name + (isBinary ? ".bin.jsonl.gz" : ".ws.jsonl.gz"))) {
            String frame = line.substring(line.indexOf('\t') + 1);
            venue.frame(isBinary ? HexFormat.of().parseHex(frame) : frame.getBytes(UTF_8), 1);
        }
        return venue.events.take();
    }

    private static ObjectNode trades(AlpacaHarness venue, List<String> events) {
        ObjectNode trades = JSON.createObjectNode();
        for (String event : events) {
            if (!event.startsWith("Trade ")) {
                continue;
            }
            String[] words = event.split(" ", -1);
            String symbol =
                    venue.instruments.instrument(Integer.parseInt(words[1])).symbol();
            ObjectNode of = (ObjectNode) trades.get(symbol);
            if (of == null) {
                of = trades.putObject(symbol)
                        .put("count", 0)
                        .put("qty_sum", "0")
                        .put("first_price", words[4]);
            }
            BigDecimal sum = new BigDecimal(of.get("qty_sum").asText()).add(new BigDecimal(words[6]));
            of.put("count", of.get("count").asInt() + 1)
                    .put("qty_sum", sum.toPlainString())
                    .put("last_price", words[4])
                    .put("last_time_ms", Long.parseLong(words[2]) / 1_000_000);
        }
        return trades;
    }

    private static Map<FeedCounter, Long> counts(JsonNode messageTypes) {
        Map<FeedCounter, Long> counts = new EnumMap<>(FeedCounter.class);
        messageTypes.properties().forEach(type -> {
            FeedCounter counter =
                    switch (type.getKey()) {
                        case "t" -> FeedCounter.TRADES;
                        case "q" -> FeedCounter.QUOTES;
                        case "b", "u", "d" -> FeedCounter.BARS;
                        case "c", "x" -> FeedCounter.CORRECTIONS;
                        case "s" -> FeedCounter.HALTS;
                        case "l", "i" -> FeedCounter.IGNORED;
                        case "success", "subscription", "error" -> FeedCounter.CONTROL;
                        default -> FeedCounter.UNKNOWN;
                    };
            counts.merge(counter, type.getValue().asLong(), Long::sum);
        });
        return counts;
    }

    private static Map<FeedCounter, Long> counted(AlpacaHarness venue) {
        Map<FeedCounter, Long> counts = new EnumMap<>(FeedCounter.class);
        for (FeedCounter counter : FeedCounter.values()) {
            long count = venue.feed.counters().get(counter);
            if (count > 0 && counter != FeedCounter.FRAMES && counter != FeedCounter.FALL_BACKS) {
                counts.put(counter, count);
            }
        }
        return counts;
    }
}
