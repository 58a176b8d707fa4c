package org.millrace.feeds.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.EventText;

class RecordedKrakenTest implements EventConsumer {
    private final KrakenHarness venue = new KrakenHarness(this);
    private final Map<String, KrakenTally> bySymbol = new HashMap<>();
    private final EventText told = new EventText();
    private boolean countsSnapshots = true;
    private int line;

    @ParameterizedTest
    @ValueSource(strings = {"v2-book25-btcusd-20260802", "v2-book25-xrpusd-20260802"})
    void shouldMakeOfBooksOfV2WhatIsExpected(String name) {
        JsonNode expected = Captures.expected("kraken/expected/" + name + ".json");

        play(name, -1);

        assertKinds(expected);
        assertEquals(
                expected.at("/book/checksums_ok").asLong(),
                venue.feed.counters().get(FeedCounter.CHECKSUMS));
        for (String symbol : (Iterable<String>) () -> expected.get("symbols").fieldNames()) {
            JsonNode of = expected.get("symbols").get(symbol);
            assertEquals(tops(of), bySymbol.get(symbol).topSeries());
            assertEquals(finalBook(of), bySymbol.get(symbol).finalBook());
        }
        assertEquals(List.of("BOOK LIVE SNAPSHOT_APPLIED"), statuses());
    }

    @Test
    void shouldMakeOfBooksOfV1WhatIsExpected() {
        JsonNode expected = Captures.expected("kraken/expected/v1-book1000-20210405.json");
        countsSnapshots = false;

        play("v1-book1000-20210405", -1);

        assertKinds(expected);
        assertEquals(
                expected.at("/book/checksums_ok").asLong(),
                venue.feed.counters().get(FeedCounter.CHECKSUMS));
        for (String symbol : (Iterable<String>) () -> expected.get("symbols").fieldNames()) {
            JsonNode of = expected.get("symbols").get(symbol).get("book");
            assertEquals(of.get("snapshots").asLong(), bySymbol.get(symbol).snapshots);
            assertEquals(tops(of), bySymbol.get(symbol).topSeries(), symbol);
            assertEquals(finalBook(of), bySymbol.get(symbol).finalBook(), symbol);
        }
        assertEquals(10, statuses().size());
    }

    @Test
    void shouldMakeOfTradesOfV1WhatIsExpected() {
        JsonNode expected = Captures.expected("kraken/expected/v1-trade-20210405.json");

        play("v1-trade-20210405", -1);

        assertKinds(expected);
        for (String symbol : (Iterable<String>) () -> expected.get("symbols").fieldNames()) {
            JsonNode of = expected.get("symbols").get(symbol).get("trade");
            KrakenTally tally = bySymbol.get(symbol);
            assertEquals(
                    join(of, "count", "qty_sum", "notional_sum", "low", "high", "taker_buy_count", "taker_buy_qty"),
                    tally.trades + " " + KrakenTally.plain(tally.quantity) + " " + KrakenTally.plain(tally.notional)
                            + " " + KrakenTally.plain(tally.low) + " " + KrakenTally.plain(tally.high) + " "
                            + tally.takerBuys + " " + KrakenTally.plain(tally.takerBuyQuantity));
            assertEquals(join(of, "first_time_ms", "first_price", "first_qty"), tally.firstTrade);
            assertEquals(join(of, "last_time_ms", "last_price", "last_qty"), tally.lastTrade);
        }
        assertEquals(List.of(), statuses());
    }

    @Test
    void shouldMakeOfTickersOfV1WhatIsExpected() {
        JsonNode expected = Captures.expected("kraken/expected/v1-ticker-20210405.json");

        play("v1-ticker-20210405", -1);

        assertKinds(expected);
        for (String symbol : (Iterable<String>) () -> expected.get("symbols").fieldNames()) {
            JsonNode of = expected.get("symbols").get(symbol).get("ticker");
            List<String> best = new ArrayList<>();
            for (String side : List.of("last_bid", "last_ask")) {
                best.add(KrakenTally.plain(new BigDecimal(of.get(side).get(0).asText())));
                best.add(KrakenTally.plain(new BigDecimal(of.get(side).get(2).asText())));
            }
            assertEquals(of.get("count").asLong(), bySymbol.get(symbol).quotes);
            assertEquals(String.join(" ", best), bySymbol.get(symbol).lastQuote);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v2-book25-btcusd-20260802, 0",
        "v2-book25-btcusd-20260802, 1",
        "v2-book25-btcusd-20260802, 2",
        "v2-book25-btcusd-20260802, 3",
        "v2-book25-xrpusd-20260802, 0",
        "v2-book25-xrpusd-20260802, 1",
        "v2-book25-xrpusd-20260802, 2",
        "v2-book25-xrpusd-20260802, 3"
    })
    void shouldSeeLineDroppedWhereTheChecksumLetsIt(String name, int number) {
        JsonNode drill = Captures.expected("kraken/expected/" + name + ".json")
                .get("drop_one_frame_drills")
                .get(number);

        List<Integer> failures = play(name, drill.get("dropped_line").asInt());

        assertEquals(
                drill.get("first_failed_line").isNull()
                        ? List.of()
                        : List.of(drill.get("first_failed_line").asInt()),
                failures);
        assertEquals(failures.size(), venue.requests.size());
    }

    /** Plays a recording but for one line; returns where books were lost. */
    private List<Integer> play(String name, int dropped) {
        List<Integer> failures = new ArrayList<>();
        List<String> lines = Captures.lines("kraken/" + name + ".ws.jsonl.gz");
        FeedCounters counters = venue.feed.counters();
        for (line = 0; line < lines.size(); line++) {
            long before = counters.get(FeedCounter.CHECKSUMS_FAILED);
            if (line != dropped) {
                venue.line(lines.get(line));
            }
            if (counters.get(FeedCounter.CHECKSUMS_FAILED) > before) {
                failures.add(line);
            }
        }
        return failures;
    }

    private void assertKinds(JsonNode expected) {
        FeedCounters counters = venue.feed.counters();
        long control = 0;
        long data = 0;
        for (Map.Entry<String, JsonNode> kind : expected.get("kinds").properties()) {
            boolean isData = kind.getKey().matches("(book|ticker|trade).*");
            data += isData ? kind.getValue().asLong() : 0;
            control += isData ? 0 : kind.getValue().asLong();
        }
        assertEquals(expected.get("frames").asLong(), counters.get(FeedCounter.FRAMES));
        assertEquals(control, counters.get(FeedCounter.CONTROL));
        assertEquals(data, counters.get(FeedCounter.FRAMES) - counters.get(FeedCounter.CONTROL));
        assertEquals(0, counters.get(FeedCounter.REJECTED));
        assertEquals(0, counters.get(FeedCounter.UNKNOWN));
        assertEquals(0, counters.get(FeedCounter.UPDATES_DROPPED));
        assertEquals(0, counters.get(FeedCounter.CHECKSUMS_FAILED));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int id = EventPrefix.instrumentId(buffer, offset);
        bySymbol.computeIfAbsent(venue.instruments.instrument(id).symbol(), symbol -> new KrakenTally(countsSnapshots))
                .onEvent(buffer, offset, line);
        told.onEvent(buffer, offset, length);
    }

    private List<String> statuses() {
        return told.lines().stream()
                .filter(text -> text.startsWith("FeedStatus"))
                .map(text -> text.substring(text.indexOf("BOOK")))
                .toList();
    }

    private static String tops(JsonNode of) {
        return join(of.get("top_of_book_series_keyed_by_line"), "updates", "top_of_book_changes", "sha256");
    }

    private static String finalBook(JsonNode of) {
        return join(of.get("final_book"), "bid_levels", "ask_levels", "sha256");
    }

    private static String join(JsonNode node, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(node.path(name).asText());
        }
        return String.join(" ", values);
    }
}
