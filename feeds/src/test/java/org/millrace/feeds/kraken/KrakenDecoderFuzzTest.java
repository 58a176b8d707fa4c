package org.millrace.feeds.kraken;

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
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.support.FrameDamage;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

class KrakenDecoderFuzzTest {
    private static final int ROUNDS = FrameFuzz.ROUNDS;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Test
    void shouldReadSameOfFramesWrittenOtherwise() throws JsonProcessingException {
        Random random = new Random(1);
        KrakenHarness plain = new KrakenHarness();
        KrakenHarness odd = new KrakenHarness();

        for (String frame : KrakenFrames.data()) {
            List<String> events = plain.eventsOf(frame);

            assertEquals(events, odd.eventsOf(written(JSON.readTree(frame), random)), frame);
        }
    }

    @Test
    void shouldRefuseEveryPrefix() {
        KrakenHarness venue = new KrakenHarness();
        List<String> frames = new ArrayList<>(KrakenFrames.data().subList(0, 40));
        frames.addAll(KrakenFrames.data().subList(600, KrakenFrames.data().size()));
        frames.addAll(KrakenFrames.control());
        for (String frame : frames) {
            for (int length = 0; length < frame.length(); length++) {
                List<String> events = venue.eventsOf(frame.substring(0, length));

                assertTrue(events.size() == 1 && events.get(0).contains("MALFORMED"), events + " of " + frame);
            }
        }
    }

    @Test
    void shouldInventNothingWhateverTheFrame() {
        FrameFuzz fuzz = new FrameFuzz(2);
        List<String> frames = KrakenFrames.data();
        KrakenDecoder decoder =
                new KrakenDecoder(new SymbolTable<>(6, new Instruments(), 1 << 16, KrakenInstrument::new));
        List<byte[]> whole = frames.stream().map(frame -> frame.getBytes(UTF_8)).toList();
        int[] read = {0};
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = fuzz.damaged(whole);
            fuzz.hand(bytes, (buffer, offset, length) -> {
                FrameKind kind = decoder.decode(buffer, offset, length);
                if (kind.isData()) {
                    read[0] += check(kind, decoder.message(), bytes);
                }
            });
        }
        assertTrue(read[0] > ROUNDS / 20, "frames that were still whole: " + read[0]);
    }

    @Test
    void shouldKeepBooksWholeWhateverTheFrames() {
        Random random = new Random(3);
        KrakenHarness venue = new KrakenHarness();
        List<String> frames = new ArrayList<>(KrakenFrames.data());
        frames.addAll(KrakenFrames.control());

        for (int i = 0; i < ROUNDS; i++) {
            byte[] frame =
                    FrameDamage.of(frames.get(random.nextInt(frames.size())).getBytes(UTF_8), random);
            venue.ring.free(random.nextInt(4));
            while (!venue.feed.onFrame(new UnsafeBuffer(frame), 0, frame.length, 1)) {
                venue.ring.free(random.nextInt(200));
            }
            venue.events.take();
        }
        assertEquals(ROUNDS, venue.feed.counters().get(FeedCounter.FRAMES));
    }

    /** Compares what was read with what Jackson reads, where Jackson takes the frame; returns 1 if it did. */
    private static int check(FrameKind kind, KrakenMessage message, byte[] frame) {
        JsonNode tree;
        try {
            tree = LooseJson.read(frame);
        } catch (IOException e) {
            return 0; // in a part that the decoder skips
        }
        String text = new String(frame, ISO_8859_1);
        if (tree.isArray()) {
            checkArray(kind, message, tree, text);
        } else {
            assertEquals(tree.get("data").size(), message.rows(), text);
            for (int row = 0; row < message.rows(); row++) {
                JsonNode of = tree.get("data").get(row);
                assertEquals(
                        LooseJson.utf8(of.get("symbol")),
                        message.instrument(row).symbol(),
                        text);
                checkObject(kind, message, row, of, text);
            }
        }
        return 1;
    }

    private static void checkObject(FrameKind kind, KrakenMessage message, int row, JsonNode of, String text) {
        if (of.has("timestamp")) {
            byte[] time = of.get("timestamp").asText().getBytes(UTF_8);
            byte[] padded = Arrays.copyOf(time, time.length + 64);
            long expected = new Rfc3339().parse(padded, 0, time.length);
            assertEquals(expected, message.value(row, KrakenMessage.TIME), text);
        }
        switch (kind) {
            case TRADE -> {
                assertDecimal(of.get("price"), message.value(row, KrakenMessage.PRICE), text);
                assertDecimal(of.get("qty"), message.value(row, KrakenMessage.QUANTITY), text);
                assertEquals(of.get("trade_id").asLong(), message.value(row, KrakenMessage.TRADE_ID), text);
                assertEquals(of.get("side").asText().equals("buy") ? 0 : 1, message.value(row, KrakenMessage.SIDE));
            }
            case TICKER -> {
                assertDecimal(of.get("bid"), message.value(row, KrakenMessage.BID), text);
                assertDecimal(of.get("bid_qty"), message.value(row, KrakenMessage.BID_QUANTITY), text);
                assertDecimal(of.get("ask"), message.value(row, KrakenMessage.ASK), text);
                assertDecimal(of.get("ask_qty"), message.value(row, KrakenMessage.ASK_QUANTITY), text);
            }
            default -> {
                assertEquals(of.get("checksum").asLong(), message.value(row, KrakenMessage.CHECKSUM), text);
                assertLevels(of.get("bids"), "price", "qty", message.bids, text);
                assertLevels(of.get("asks"), "price", "qty", message.asks, text);
            }
        }
    }

    private static void checkArray(FrameKind kind, KrakenMessage message, JsonNode tree, String text) {
        assertEquals(
                LooseJson.utf8(tree.get(tree.size() - 1)), message.instrument(0).symbol(), text);
        switch (kind) {
            case TRADE -> {
                assertEquals(tree.get(1).size(), message.rows(), text);
                for (int row = 0; row < message.rows(); row++) {
                    JsonNode of = tree.get(1).get(row);
                    assertDecimal(of.get(0), message.value(row, KrakenMessage.PRICE), text);
                    assertDecimal(of.get(1), message.value(row, KrakenMessage.QUANTITY), text);
                    assertEquals(of.get(3).asText().equals("b") ? 0 : 1, message.value(row, KrakenMessage.SIDE), text);
                }
            }
            case TICKER -> {
                assertDecimal(tree.get(1).get("b").get(0), message.value(0, KrakenMessage.BID), text);
                assertDecimal(tree.get(1).get("a").get(2), message.value(0, KrakenMessage.ASK_QUANTITY), text);
            }
            default -> {
                List<JsonNode> bids = new ArrayList<>();
                List<JsonNode> asks = new ArrayList<>();
                for (int part = 1; part < tree.size() - 2; part++) {
                    tree.get(part).path(message.isSnapshot() ? "bs" : "b").forEach(bids::add);
                    tree.get(part).path(message.isSnapshot() ? "as" : "a").forEach(asks::add);
                }
                assertLevels(JSON.createArrayNode().addAll(bids), message.bids, text);
                assertLevels(JSON.createArrayNode().addAll(asks), message.asks, text);
            }
        }
    }

    private static void assertLevels(JsonNode of, String price, String quantity, Levels read, String text) {
        assertEquals(of.size(), read.count(), text);
        for (int i = 0; i < read.count(); i++) {
            assertDecimal(of.get(i).get(price), read.price(i), text);
            assertDecimal(of.get(i).get(quantity), read.quantity(i), text);
        }
    }

    private static void assertLevels(JsonNode of, Levels read, String text) {
        assertEquals(of.size(), read.count(), text);
        for (int i = 0; i < read.count(); i++) {
            assertDecimal(of.get(i).get(0), read.price(i), text);
            assertDecimal(of.get(i).get(1), read.quantity(i), text);
        }
    }

    private static void assertDecimal(JsonNode expected, long mantissa, String text) {
        assertEquals(0, new BigDecimal(expected.asText()).compareTo(BigDecimal.valueOf(mantissa, 8)), text);
    }

    /** Writes a tree with its keys in another order, with keys that nobody knows, escapes and white space. */
    private static String written(JsonNode node, Random random) {
        if (node.isArray()) {
            List<String> values = new ArrayList<>();
            node.forEach(value -> values.add(written(value, random)));
            return "[" + space(random) + String.join(space(random) + "," + space(random), values) + space(random) + "]";
        }
        if (!node.isObject()) {
            return node.isTextual() && !node.asText().isEmpty() && random.nextInt(9) == 0
                    ? escaped(node.asText())
                    : node.toString();
        }
        List<String> fields = new ArrayList<>();
        node.properties()
                .forEach(field -> fields.add("\"" + field.getKey() + "\"" + space(random) + ":" + space(random)
                        + written(field.getValue(), random)));
        fields.add("\"unknown\":{\"price\":[1,{\"qty\":\"}\"}],\"\\u0041\\\"\":null}");
        fields.add("\"z\":-1.5e-3");
        Collections.shuffle(fields, random);
        return "{" + space(random) + String.join(space(random) + ",", fields) + space(random) + "}";
    }

    private static String escaped(String text) {
        return "\"" + text.substring(0, text.length() - 1) + "\\u00"
                + Integer.toHexString(text.charAt(text.length() - 1)) + "\"";
    }

    private static String space(Random random) {
        return " \t\n\r".substring(random.nextInt(5)).repeat(random.nextInt(2));
    }
}
