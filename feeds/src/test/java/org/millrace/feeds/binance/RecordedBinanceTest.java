package org.millrace.feeds.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.Side;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.MarketTally;

class RecordedBinanceTest {
    private static final String FIRST = "binance/spot-btcusdt-20240808.ws.jsonl.gz";
    private static final String SECOND = "binance/spot-btcusdt-20240809.ws.jsonl.gz";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance spot-btcusdt-20230405",
                "binance spot-btcusdt-20240808",
                "binance spot-multi-20210404",
                "binance spot-multi-20211012",
                "binance_us spot-multi-20210405",
                "binance usdm-btcusdt-20240718"
            })
    void shouldMakeOfRecordingWhatIsExpected(String recording) {
        String folder = recording.substring(0, recording.indexOf(' '));
        String name = recording.substring(recording.indexOf(' ') + 1);
        JsonNode expected = Captures.expected(folder + "/expected/" + name + ".json");

        RecordedMarket market = RecordedMarket.play(folder + "/" + name + ".ws.jsonl.gz");

        FeedCounters counters = market.venue.feed.counters();
        assertEquals(expected.get("frames").asLong(), counters.get(FeedCounter.FRAMES));
        assertEquals(0, counters.get(FeedCounter.REJECTED));
        assertEquals(0, counters.get(FeedCounter.UNKNOWN));
        assertTrue(counters.get(FeedCounter.FALL_BACKS) < 60, "fall-backs: " + counters.get(FeedCounter.FALL_BACKS));
        assertEquals(sum(expected.get("symbols"), "/depth/count"), counters.get(FeedCounter.BOOK_UPDATES));
        for (String symbol : (Iterable<String>) () -> expected.get("symbols").fieldNames()) {
            JsonNode of = expected.get("symbols").get(symbol);
            assertEquals(expectedOf(of), told(market.of(symbol), of), symbol);
        }
        assertEquals(
                List.of(),
                market.told.lines().stream().filter(l -> l.contains("GAP")).toList());
    }

    @Test
    void shouldMakeOfBinaryMessagesWhatTheTextSays() {
        JsonNode expected = Captures.expected("binance/expected/sbe-derived-btcusdt-20240808.json");
        JsonNode of = expected.at("/symbols/BTCUSDT");

        RecordedMarket market = RecordedMarket.play("binance/sbe-derived-btcusdt-20240808.bin.jsonl.gz");

        FeedCounters counters = market.venue.feed.counters();
        assertEquals(expected.get("frames").asLong(), counters.get(FeedCounter.FRAMES));
        assertEquals(0, counters.get(FeedCounter.REJECTED));
        assertEquals(0, counters.get(FeedCounter.UNKNOWN));
        assertEquals(1, counters.get(FeedCounter.IGNORED));
        assertEquals(expectedOf(of), told(market.of("BTCUSDT"), of));
    }

    @Test
    void shouldGoOnWithNextFile() {
        JsonNode first = Captures.expected("binance/expected/spot-btcusdt-20240808.json");
        JsonNode second = Captures.expected("binance/expected/spot-btcusdt-20240809.json");

        RecordedMarket market = RecordedMarket.play(FIRST, SECOND);

        assertEquals(99_573, market.venue.feed.counters().get(FeedCounter.FRAMES));
        assertEquals(
                second.at("/symbols/BTCUSDT/book/final_book/sha256").asText(),
                market.of("BTCUSDT").bookHash());
        assertEquals(
                first.at("/symbols/BTCUSDT/book/events_applied").asLong()
                        + second.at("/symbols/BTCUSDT/book/events_applied").asLong(),
                market.of("BTCUSDT").updates);
        assertEquals(
                List.of("SYNCING SNAPSHOT_REQUESTED", "LIVE SNAPSHOT_APPLIED"),
                market.told.lines().stream()
                        .map(l -> l.substring(l.indexOf("BOOK") + 5))
                        .toList());
    }

    @Test
    void shouldMakeOfTradesAndQuotesOfTheNextFileWhatIsExpected() {
        JsonNode expected = Captures.expected("binance/expected/spot-btcusdt-20240809.json");
        JsonNode of = expected.at("/symbols/BTCUSDT");

        RecordedMarket market = RecordedMarket.play(SECOND);

        assertEquals(
                expected.get("frames").asLong(), market.venue.feed.counters().get(FeedCounter.FRAMES));
        assertEquals(
                expectedOf(of).stream()
                        .takeWhile(line -> !line.startsWith("book"))
                        .toList(),
                told(market.of("BTCUSDT"), of));
    }

    @ParameterizedTest
    @CsvSource({
        "spot-btcusdt-20240808, 0",
        "spot-btcusdt-20240808, 1",
        "spot-btcusdt-20240808, 2",
    })
    void shouldTellOfLineDropped(String name, int drill) {
        JsonNode drills = Captures.expected("binance/expected/" + name + ".json")
                .at("/symbols/BTCUSDT/book/drop_one_event_drills");
        List<String> lines = Captures.lines("binance/" + name + ".ws.jsonl.gz");
        String snapshot = Captures.lines("binance/" + name + ".rest.jsonl.gz").get(0);
        int dropped = drills.get(drill).get("dropped_line").asInt();
        List<String> gaps = new ArrayList<>();

        FeedHarness venue = new FeedHarness();
        for (int line = 0; line < lines.size(); line++) {
            if (line == 5) {
                venue.snapshot("BTCUSDT", snapshot.substring(snapshot.lastIndexOf('\t') + 1), 1);
            }
            if (line != dropped) {
                venue.line(lines.get(line));
            }
            for (String event : venue.events.take()) {
                if (event.contains("GAP")) {
                    gaps.add(line + " " + event.substring(event.indexOf("BOOK")));
                }
            }
        }

        assertEquals(
                List.of(drills.get(drill).get("first_break_line").asInt() + " BOOK STALE GAP "
                        + drills.get(drill).get("dropped_ids").get(0).asLong() + "-"
                        + drills.get(drill).get("dropped_ids").get(1).asLong()),
                gaps);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldTellOfLineOfFuturesDropped(int drill) {
        JsonNode dropped = Captures.expected("binance/expected/usdm-btcusdt-20240718.json")
                .at("/symbols/BTCUSDT/book/drop_one_event_drills")
                .get(drill);
        String snapshot =
                Captures.lines("binance/usdm-btcusdt-20240718.rest.jsonl.gz").get(0);
        List<String> lines = Captures.lines("binance/usdm-btcusdt-20240718.ws.jsonl.gz");
        List<String> gaps = new ArrayList<>();

        FeedHarness venue = new FeedHarness();
        for (int line = 0; line < lines.size(); line++) {
            if (line == 100) {
                venue.snapshot("BTCUSDT", snapshot.substring(snapshot.lastIndexOf('\t') + 1), 1);
            }
            if (line != dropped.get("dropped_line").asInt()) {
                venue.line(lines.get(line));
            }
            for (String event : venue.events.take()) {
                if (event.contains("GAP")) {
                    gaps.add(line + event.substring(event.lastIndexOf('-')));
                }
            }
        }

        assertEquals(
                List.of(dropped.get("first_break_line").asInt() + "-"
                        + dropped.get("dropped_ids").get(1).asLong()),
                gaps);
    }

    @Test
    void shouldChangeNothingForLinesThatCameTwice() {
        List<String> lines = Captures.lines("binance_us/spot-multi-20210405.ws.jsonl.gz");
        FeedHarness once = new FeedHarness();
        FeedHarness twice = new FeedHarness();

        for (String line : lines) {
            once.line(line);
            twice.line(line);
            if (line.contains("depthUpdate")) {
                twice.line(line);
            }
        }

        List<String> events = new ArrayList<>(twice.events.lines());
        assertTrue(events.removeIf(e -> e.startsWith("Rejected") && e.contains("DUPLICATE")));
        assertEquals(once.events.lines(), events);
        assertEquals(
                once.feed.counters().get(FeedCounter.BOOK_UPDATES),
                twice.feed.counters().get(FeedCounter.REJECTED));
    }

    private static long sum(JsonNode symbols, String path) {
        long sum = 0;
        for (JsonNode symbol : symbols) {
            sum += symbol.at(path).asLong();
        }
        return sum;
    }

    private static List<String> expectedOf(JsonNode symbol) {
        List<String> text = new ArrayList<>();
        JsonNode trades = symbol.has("trade") ? symbol.get("trade") : symbol.path("aggTrade");
        if (trades.has("count")) {
            text.add("trades " + join(trades, "count", "qty_sum", "notional_sum", "low", "high", "taker_buy_count")
                    + " " + join(trades, "taker_buy_qty"));
            text.add("first " + join(trades, "first_id", "first_time_ms", "first_price", "first_qty"));
            text.add("last " + join(trades, "last_id", "last_time_ms", "last_price", "last_qty"));
        }
        if (symbol.has("bookTicker")) {
            JsonNode quotes = symbol.get("bookTicker");
            text.add("quotes " + join(quotes, "count", "first_u", "last_u"));
            if (quotes.has("last")) {
                text.add("quote " + join(quotes.get("last")));
            }
        }
        if (symbol.has("book")) {
            JsonNode book = symbol.get("book");
            text.add("book " + join(book, "events_applied", "last_update_id", "events_leaving_book_crossed"));
            text.add("first " + join(book.get("first_applied")));
            text.add("tops " + book.at("/top_of_book_series_keyed_by_u/sha256").asText());
            text.add("final " + join(book.get("final_book"), "sha256", "bid_levels", "ask_levels"));
            text.add("levels " + join(book.get("final_book"), "level_sets", "level_deletes", "orphan_deletes"));
            text.add("snapshot " + join(book.get("snapshot_levels")));
        }
        if (symbol.has("kline")) {
            text.add("bars " + join(symbol.get("kline"), "count", "closed"));
            for (JsonNode bar : symbol.get("kline").path("closed_bars")) {
                text.add("bar " + join(bar));
            }
        }
        return text;
    }

    private static List<String> told(MarketTally tally, JsonNode symbol) {
        List<String> text = new ArrayList<>();
        if (tally.trades > 0) {
            text.add("trades " + tally.trades + " " + plain(tally.quantity) + " " + plain(tally.notional) + " "
                    + plain(tally.low) + " " + plain(tally.high) + " " + tally.takerBuys + " "
                    + plain(tally.takerBuyQuantity));
            text.add("first " + tally.firstTrade);
            text.add("last " + tally.lastTrade);
        }
        if (tally.quoteCount > 0) {
            text.add("quotes " + tally.quoteCount + " " + tally.firstQuote + " " + tally.lastQuote);
            if (symbol.get("bookTicker").has("last")) {
                text.add("quote " + tally.lastQuoteText);
            }
        }
        if (tally.snapshots > 0) {
            text.add("book " + tally.updates + " " + tally.lastUpdate + " " + tally.crossed);
            text.add("first " + tally.firstUpdate);
            text.add("tops " + tally.topSeriesHash());
            text.add("final " + tally.bookHash() + " " + tally.levels(Side.BUY) + " " + tally.levels(Side.SELL));
            text.add("levels " + tally.levelChanges());
            text.add("snapshot " + tally.snapshotLevels);
        }
        if (tally.barCount > 0) {
            text.add("bars " + tally.barCount + " " + tally.closedBars.size());
            tally.closedBars.forEach(bar -> text.add("bar " + bar));
        }
        return text;
    }

    private static String plain(java.math.BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String join(JsonNode node, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(node.path(name).asText());
        }
        return String.join(" ", values);
    }

    private static String join(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return String.join(" ", values);
    }
}
