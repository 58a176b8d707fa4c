package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

class BinanceDecoderFuzzTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> frames = new ArrayList<>();

    @BeforeEach
    void readFrames() {
        add("binance/spot-btcusdt-20240808.ws.jsonl.gz", 400);
        add("binance/spot-btcusdt-20230405.ws.jsonl.gz", 100);
        add("binance/spot-multi-20210404.ws.jsonl.gz", 200);
        add("binance/usdm-btcusdt-20240718.ws.jsonl.gz", 200);
    }

    private void add(String name, int count) {
        List<String> lines = Captures.lines(name);
        int step = lines.size() / count;
        for (int i = 0; i < lines.size(); i += step) {
            String frame = lines.get(i).substring(lines.get(i).indexOf('\t') + 1);
            if (frame.length() < 3_000) {
                frames.add(frame);
                frames.add(frame.substring(frame.indexOf("\"data\":") + 7, frame.length() - 1));
            }
        }
    }

    @Test
    void shouldReadSameOfFramesWrittenOtherwise() throws JsonProcessingException {
        Random random = new Random(1);
        FeedHarness plain = new FeedHarness();
        FeedHarness odd = new FeedHarness();

        for (String frame : frames) {
            List<String> events = plain.eventsOf(frame);
            JsonNode tree = JSON.readTree(frame);

            assertEquals(events, odd.eventsOf(written(tree, random)), frame);
        }
    }

    @Test
    void shouldRefuseEveryPrefix() {
        FeedHarness venue = new FeedHarness();
        for (String frame : frames.subList(0, 60)) {
            for (int length = 0; length < frame.length(); length++) {
                List<String> events = venue.eventsOf(frame.substring(0, length));

                assertTrue(events.size() == 1 && events.get(0).contains("MALFORMED"), events + " of " + frame);
            }
        }
    }

    @Test
    void shouldInventNothingWhateverTheFrame() {
        SymbolTable<BinanceInstrument> symbols =
                new SymbolTable<>(1, new Instruments(), 1 << 16, BinanceInstrument::new);
        BinanceDecoder decoder = new BinanceDecoder(symbols);
        FrameFuzz fuzz = new FrameFuzz(2);
        List<byte[]> whole = frames.stream().map(frame -> frame.getBytes(UTF_8)).toList();
        int[] read = {0};
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            byte[] frame = fuzz.damaged(whole);
            fuzz.hand(frame, (buffer, offset, length) -> {
                FrameKind kind = decoder.decode(buffer, offset, length);
                if (kind.fieldCount() > 0) {
                    read[0] += check(kind, decoder.message(), frame);
                }
            });
        }
        assertTrue(read[0] > FrameFuzz.ROUNDS / 10, "frames that were still whole: " + read[0]);
    }

    /** Compares what was read with what Jackson reads, where Jackson takes the frame; returns 1 if it did. */
    private static int check(FrameKind kind, BinanceMessage message, byte[] frame) {
        JsonNode tree;
        try {
            tree = LooseJson.read(frame);
        } catch (java.io.IOException e) {
            return 0; // in a part that the decoder skips
        }
        JsonNode payload = tree.path("data").isObject() ? tree.get("data") : tree;
        String text = new String(frame, ISO_8859_1);
        for (int i = 0; i < kind.fieldCount(); i++) {
            FrameField field = kind.field(i);
            boolean isBar = field.slot() >= FrameField.BAR;
            String key = String.valueOf((char) (isBar ? field.slot() - FrameField.BAR : field.slot()));
            JsonNode value = (isBar ? payload.path("k") : payload).path(key);
            switch (field.type()) {
                case PRICE, QUANTITY ->
                    assertEquals(
                            0,
                            new BigDecimal(value.asText())
                                    .compareTo(BigDecimal.valueOf(message.value(field.slot()), 8)),
                            text);
                case INTEGER -> assertEquals(value.asLong(), message.value(field.slot()), text);
                case TIME -> assertEquals(Times.toNanos(value.asLong()), message.value(field.slot()), text);
                case BOOLEAN -> assertEquals(value.asBoolean() ? 1 : 0, message.value(field.slot()), text);
                case SYMBOL ->
                    assertEquals(LooseJson.utf8(value), message.instrument().symbol(), text);
                case BIDS -> assertEquals(levels(value), levels(message.bids), text);
                case ASKS -> assertEquals(levels(value), levels(message.asks), text);
                default -> {}
            }
        }
        return 1;
    }

    private static List<BigDecimal> levels(JsonNode array) {
        List<BigDecimal> values = new ArrayList<>();
        for (JsonNode level : array) {
            assertEquals(2, level.size());
            level.forEach(value -> values.add(new BigDecimal(value.asText()).setScale(8)));
        }
        return values;
    }

    private static List<BigDecimal> levels(Levels levels) {
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < levels.count(); i++) {
            values.add(BigDecimal.valueOf(levels.price(i), 8));
            values.add(BigDecimal.valueOf(levels.quantity(i), 8));
        }
        return values;
    }

    /** Writes a tree with its keys in another order, with keys that nobody knows, escapes and white space. */
    private static String written(JsonNode node, Random random) {
        if (node.isArray()) {
            List<String> values = new ArrayList<>();
            node.forEach(value -> values.add(value.isArray() ? written(value, random) : value.toString()));
            return "[" + space(random) + String.join(space(random) + ",", values) + "]";
        }
        if (!node.isObject()) {
            return node.isTextual() && random.nextInt(9) == 0 && !node.asText().contains("@")
                    ? escaped(node)
                    : node.toString();
        }
        List<String> fields = new ArrayList<>();
        node.properties().forEach(field -> {
            fields.add("\"" + field.getKey() + "\"" + space(random) + ":" + space(random)
                    + written(field.getValue(), random));
        });
        fields.add("\"unknown\":{\"p\":[1,{\"q\":\"}\"}],\"\\u0041\\\"\":null}");
        fields.add("\"z\":-1.5e-3");
        Collections.shuffle(fields, random);
        return "{" + space(random) + String.join(space(random) + ",", fields) + space(random) + "}";
    }

    private static String escaped(JsonNode text) {
        String value = text.asText();
        return "\"" + value.substring(0, value.length() - 1) + "\\u00"
                + Integer.toHexString(value.charAt(value.length() - 1)) + "\"";
    }

    private static String space(Random random) {
        return " \t\n\r".substring(random.nextInt(5)).repeat(random.nextInt(2));
    }
}
