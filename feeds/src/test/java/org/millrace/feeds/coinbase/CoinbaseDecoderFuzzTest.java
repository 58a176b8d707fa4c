package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

class CoinbaseDecoderFuzzTest {
    private static final int MUTATIONS = FrameFuzz.ROUNDS;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> CANDLE = List.of("start", "open", "high", "low", "close", "volume");
    private static final String EXCHANGE = "exchange-20210417-a";
    private static final String ADVANCED = "advtrade-20260809-first60";
    private static final String HEARTBEAT = "{\"type\":\"heartbeat\",\"sequence\":90,\"last_trade_id\":20,"
            + "\"product_id\":\"BTC-USD\",\"time\":\"2014-11-07T08:19:28.464459Z\"}";
    private static final String BATCH = "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\","
            + "\"22356.27\",\"0.00000000\"],[\"sell\",\"22356.3\",\"1.0\"]],\"time\":\"2022-08-04T15:25:05.01Z\"}";

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, ADVANCED})
    void shouldReadSameOfFramesWrittenOtherwise(String recording) throws IOException {
        Random random = new Random(1);
        FeedHarness plain = FeedHarness.of(recording.equals(ADVANCED), null);
        FeedHarness odd = FeedHarness.of(recording.equals(ADVANCED), null);

        for (String frame : frames(recording, 600)) {
            List<String> events = plain.eventsOf(frame);

            assertEquals(events, odd.eventsOf(written(JSON.readTree(frame), random)), frame);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, ADVANCED})
    void shouldRefuseEveryPrefix(String recording) {
        FeedHarness venue = FeedHarness.of(recording.equals(ADVANCED), null);
        for (String frame : frames(recording, 60)) {
            for (int length = 0; length < Math.min(frame.length(), 3_000); length++) {
                List<String> events = venue.eventsOf(frame.substring(0, length));

                assertTrue(events.size() == 1 && events.get(0).contains("MALFORMED"), events + " of " + frame);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, ADVANCED})
    void shouldInventNothingWhateverTheFrame(String recording) {
        FrameFuzz fuzz = new FrameFuzz(2);
        List<String> frames = frames(recording, 400);
        boolean isAdvanced = recording.equals(ADVANCED);
        SymbolTable<CoinbaseInstrument> symbols =
                new SymbolTable<>(4, new Instruments(), 1 << 16, CoinbaseInstrument::new);
        CoinbaseDecoder decoder = isAdvanced ? CoinbaseDecoder.advanced(symbols) : CoinbaseDecoder.exchange(symbols);
        List<byte[]> whole = frames.stream().map(frame -> frame.getBytes(UTF_8)).toList();
        int[] read = {0};
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = fuzz.damaged(whole);
            fuzz.hand(bytes, (buffer, offset, length) -> {
                FrameKind kind = decoder.decode(buffer, offset, length);
                if (kind.templateId() != 0) {
                    read[0] += check(kind, decoder.message(), bytes);
                }
            });
        }
        assertTrue(read[0] > MUTATIONS / 10, "frames that were still whole: " + read[0]);
    }

    /** Compares what was read with what Jackson reads, where Jackson takes the frame; returns 1 if it did. */
    private int check(FrameKind kind, CoinbaseMessage message, byte[] frame) {
        JsonNode tree;
        try {
            tree = LooseJson.read(frame);
        } catch (IOException e) {
            return 0; // in a part that the decoder skips
        }
        String about = new String(frame, ISO_8859_1);
        List<String> expected = new ArrayList<>();
        if (tree.has("events")) {
            boolean isNumbered = message.number() >= 0;
            assertTrue(
                    !isNumbered || message.number() == tree.path("sequence_num").asLong(), about);
            tree.get("events").forEach(event -> event(kind, event, expected));
        } else {
            item(kind, tree, expected);
        }
        List<String> told = told(kind, message);
        Collections.sort(expected);
        Collections.sort(told);
        assertEquals(expected, told, about);
        return 1;
    }

    private void event(FrameKind kind, JsonNode event, List<String> to) {
        if (kind == FrameKind.BOOK) {
            String head = LooseJson.utf8(event.get("product_id"))
                    + (event.get("type").asText().equals("snapshot") ? " whole " : " change ");
            to.add(head);
            for (JsonNode level : event.get("updates")) {
                to.add(
                        level.get("side").asText().equals("bid")
                                ? "B " + plain(level.get("price_level")) + " " + plain(level.get("new_quantity"))
                                : "A " + plain(level.get("price_level")) + " " + plain(level.get("new_quantity")));
            }
            return;
        }
        String items = kind == FrameKind.QUOTES ? "tickers" : kind == FrameKind.CANDLES ? "candles" : "trades";
        event.get(items).forEach(item -> item(kind, item, to));
    }

    private void item(FrameKind kind, JsonNode item, List<String> to) {
        String product = LooseJson.utf8(item.get("product_id"));
        switch (kind) {
            case QUOTES -> {
                String size = item.has("best_bid_size") ? "_size" : "_quantity";
                to.add(product + " " + plain(item.get("best_bid")) + " " + plain(item.path("best_bid" + size)) + " "
                        + plain(item.get("best_ask")) + " " + plain(item.path("best_ask" + size)));
            }
            case CANDLES -> {
                List<String> values = new ArrayList<>(List.of(product));
                CANDLE.forEach(field -> values.add(plain(item.get(field))));
                to.add(String.join(" ", values));
            }
            case BOOK -> {
                to.add(product + (item.get("type").asText().equals("snapshot") ? " whole " : " change "));
                item.path("bids").forEach(level -> to.add("B " + plain(level.get(0)) + " " + plain(level.get(1))));
                item.path("asks").forEach(level -> to.add("A " + plain(level.get(0)) + " " + plain(level.get(1))));
                item.path("changes")
                        .forEach(level -> to.add((level.get(0).asText().equals("buy") ? "B " : "A ")
                                + plain(level.get(1)) + " " + plain(level.get(2))));
            }
            default -> {
                String side = item.get("side").asText();
                to.add(product + " " + item.get("trade_id").asLong() + " " + plain(item.get("price")) + " "
                        + plain(item.get("size")) + " " + time(item.get("time").asText()) + " "
                        + side.equalsIgnoreCase("sell"));
            }
        }
    }

    private static List<String> told(FrameKind kind, CoinbaseMessage message) {
        List<String> text = new ArrayList<>();
        TradeList trades = message.trades;
        for (int i = 0; i < trades.count(); i++) {
            text.add(trades.instrument(i).symbol() + " " + trades.id(i) + " " + plain(trades.price(i)) + " "
                    + plain(trades.quantity(i)) + " " + trades.time(i) + " " + trades.isBuy(i));
        }
        QuoteList quotes = message.quotes;
        for (int i = 0; i < quotes.count(); i++) {
            text.add(quotes.instrument(i).symbol() + " " + plain(quotes.bidPrice(i)) + " "
                    + plain(quotes.bidQuantity(i)) + " " + plain(quotes.askPrice(i)) + " "
                    + plain(quotes.askQuantity(i)));
        }
        CandleList candles = message.candles;
        for (int i = 0; i < candles.count(); i++) {
            text.add(String.join(
                    " ",
                    candles.instrument(i).symbol(),
                    plain(NANOSECONDS.toSeconds(candles.start(i)) * 100_000_000),
                    plain(candles.open(i)),
                    plain(candles.high(i)),
                    plain(candles.low(i)),
                    plain(candles.close(i)),
                    plain(candles.volume(i))));
        }
        BookChanges books = message.books;
        for (int i = 0; i < books.count(); i++) {
            text.add(books.instrument(i).symbol() + (books.isSnapshot(i) ? " whole " : " change "));
        }
        levels("B ", books.bids, text);
        levels("A ", books.asks, text);
        assertTrue(kind == FrameKind.BOOK || books.count() == 0);
        return text;
    }

    private static void levels(String head, Levels levels, List<String> to) {
        for (int i = 0; i < levels.count(); i++) {
            to.add(head + plain(levels.price(i)) + " " + plain(levels.quantity(i)));
        }
    }

    private long time(String time) {
        byte[] bytes = time.getBytes(UTF_8);
        return new Rfc3339().parse(Arrays.copyOf(bytes, bytes.length + 64), 0, bytes.length);
    }

    private static String plain(JsonNode number) {
        return number.isMissingNode()
                ? plain(0)
                : new BigDecimal(number.asText()).setScale(8).toPlainString();
    }

    private static String plain(long mantissa) {
        return BigDecimal.valueOf(mantissa, 8).toPlainString();
    }

    /** Returns frames of all kinds. */
    private static List<String> frames(String recording, int count) {
        List<String> lines = Captures.lines("coinbase/" + recording + ".ws.jsonl.gz");
        List<String> frames = new ArrayList<>();
        int step = Math.max(1, lines.size() / count);
        for (int i = 0; i < lines.size(); i += i < 60 ? 1 : step) {
            String frame = lines.get(i).substring(lines.get(i).indexOf('\t') + 1);
            if (frame.length() < 6_000) {
                frames.add(frame);
            }
        }
        if (recording.equals(EXCHANGE)) {
            frames.add(0, HEARTBEAT);
            frames.add(0, BATCH);
            frames.add(
                    0,
                    BATCH.replace("l2update", "snapshot")
                            .replace("\"changes\":[[\"buy\",", "\"asks\":[],\"bids\":[[")
                            .replace(",[\"sell\",\"22356.3\",\"1.0\"]", ",[\"22356.3\",\"1.0\"]"));
        }
        return frames;
    }

    /** Writes a tree with its keys in another order, with keys that nobody knows, escapes and white space. */
    private static String written(JsonNode node, Random random) {
        if (node.isArray()) {
            List<String> values = new ArrayList<>();
            node.forEach(value -> values.add(value.isContainerNode() ? written(value, random) : value.toString()));
            return "[" + space(random) + String.join(space(random) + "," + space(random), values) + space(random) + "]";
        }
        if (!node.isObject()) {
            return node.isTextual() && !node.asText().isEmpty() && random.nextInt(9) == 0
                    ? escaped(node)
                    : node.toString();
        }
        List<String> fields = new ArrayList<>();
        node.properties()
                .forEach(field -> fields.add("\"" + field.getKey() + "\"" + space(random) + ":" + space(random)
                        + written(field.getValue(), random)));
        fields.add("\"unknown\":{\"p\":[1,{\"q\":\"}\"}],\"\\u0041\\\"\":null}");
        fields.add("\"z\":-1.5e-3");
        Collections.shuffle(fields, random);
        return "{" + space(random) + String.join(space(random) + "," + space(random), fields) + space(random) + "}";
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
