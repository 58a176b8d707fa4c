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
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

class BinanceDecoderFuzzTest {
    private static final int MUTATIONS = 250_000;
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
        Random random = new Random(2);
        SymbolTable<BinanceInstrument> symbols =
                new SymbolTable<>(1, new Instruments(), 1 << 16, BinanceInstrument::new);
        BinanceDecoder decoder = new BinanceDecoder(symbols);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutate(frames.get(random.nextInt(frames.size())).getBytes(UTF_8), random);
            byte[] within = new byte[bytes.length + 200];
            random.nextBytes(within);
            System.arraycopy(bytes, 0, within, 50, bytes.length);
            int room = i % 2 == 0 ? within.length : 50 + bytes.length; // with bytes behind the frame and without

            FrameKind kind = decoder.decode(new UnsafeBuffer(within, 0, room), 50, bytes.length);

            if (kind.fieldCount() > 0) {
                read += check(kind, decoder.message(), bytes);
            }
        }
        assertTrue(read > MUTATIONS / 10, "frames that were still whole: " + read);
    }

    /** Compares what was read with what Jackson reads, where Jackson takes the frame; returns 1 if it did. */
    private static int check(FrameKind kind, BinanceMessage message, byte[] frame) {
        JsonNode tree;
        try {
            tree = JSON.readTree(frame);
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
                case SYMBOL -> assertEquals(value.asText(), message.instrument().symbol(), text);
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

    private static byte[] mutate(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 3 -> bytes[at] = (byte) "\"{}[]:,.\\-eE tuf0".charAt(random.nextInt(17));
                default -> bytes[at] = bytes[random.nextInt(bytes.length)];
            }
        }
        return random.nextInt(20) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
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
            boolean isPlain = field.getKey().equals("e");
            String value = isPlain ? field.getValue().toString() : written(field.getValue(), random);
            fields.add("\"" + field.getKey() + "\"" + space(random) + ":" + space(random) + value);
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
