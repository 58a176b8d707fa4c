package org.millrace.feeds.coinbase;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.support.Captures;
import org.millrace.feeds.support.EventText;
import org.millrace.feeds.support.MarketTally;

class RecordedCoinbaseTest implements EventConsumer {
    private static final String EXCHANGE = "exchange-20210417-a";
    private static final String ADVANCED = "advtrade-20260809-first60";

    private final Map<Integer, MarketTally> byInstrument = new HashMap<>();
    private final EventText told = new EventText();

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, ADVANCED})
    void shouldMakeOfRecordingWhatIsExpected(String recording) {
        JsonNode expected = Captures.expected("coinbase/expected/" + recording + ".json");
        List<String> lines = Captures.lines("coinbase/" + recording + ".ws.jsonl.gz");
        FeedHarness venue = FeedHarness.of(recording.equals(ADVANCED), this);

        for (int i = 0; i < lines.size(); i++) {
            long line = i;
            byInstrument.values().forEach(tally -> tally.line(line));
            venue.line(lines.get(i));
        }

        FeedCounters counters = venue.feed.counters();
        assertEquals(expected.get("frames").asLong(), counters.get(FeedCounter.FRAMES));
        assertEquals(0, counters.get(FeedCounter.REJECTED));
        assertEquals(0, counters.get(FeedCounter.UNKNOWN));
        assertTrue(counters.get(FeedCounter.FALL_BACKS) < 40, "fall-backs: " + counters.get(FeedCounter.FALL_BACKS));
        int id = 1;
        for (; id <= venue.instruments.count(); id++) {
            String symbol = venue.instruments.instrument(id).symbol();
            JsonNode of = expected.get("symbols").get(symbol);
            assertEquals(expectedOf(of), told(byInstrument.get(id)), symbol);
        }
        assertEquals(expected.get("symbols").size(), id - 1);
        assertEquals(
                id - 1,
                told.lines().stream()
                        .filter(l -> l.endsWith("BOOK LIVE SNAPSHOT_APPLIED"))
                        .count());
        assertEquals(id - 1, told.lines().size(), told.lines()::toString);
    }

    @Test
    void shouldTellOfEveryLineMissingFromAdvancedTrade() {
        List<String> lines = Captures.lines("coinbase/" + ADVANCED + ".ws.jsonl.gz");
        for (int dropped : new int[] {4, 35, 60, 138, 400}) {
            FeedHarness venue = FeedHarness.advanced();
            List<String> gaps = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (i != dropped && lines.get(i).length() < 100_000) {
                    venue.line(lines.get(i));
                }
                for (String event : venue.events.take()) {
                    if (event.contains("CONNECTION")) {
                        gaps.add(i + event.substring(event.indexOf(" CONNECTION")));
                    }
                }
            }

            String gap = dropped + 1 + " CONNECTION LIVE GAP " + dropped + "-" + dropped;
            assertTrue(gaps.contains(gap), gaps + " without " + gap);
        }
    }

    @Test
    void shouldTellOfMatchesMissing() {
        List<String> lines = Captures.lines("coinbase/" + EXCHANGE + ".ws.jsonl.gz");
        List<Integer> matches = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("\"type\":\"match\"") && lines.get(i).contains("SKL-USD")) {
                matches.add(i);
            }
        }
        FeedHarness venue = FeedHarness.exchange();
        for (int i = 0; i < lines.size(); i++) {
            if (i != matches.get(3)) {
                venue.line(lines.get(i));
            }
        }

        String dropped = lines.get(matches.get(3));
        String id = dropped.substring(dropped.indexOf("trade_id\":") + 10, dropped.indexOf(",\"maker_order"));
        assertEquals(
                List.of("TRADES LIVE GAP " + id + "-" + id),
                venue.events.lines().stream()
                        .filter(l -> l.contains("GAP"))
                        .map(l -> l.substring(l.indexOf("TRADES")))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, ADVANCED})
    void shouldChangeNothingForLinesThatCameTwice(String recording) {
        boolean isAdvanced = recording.equals(ADVANCED);
        FeedHarness once = FeedHarness.of(isAdvanced, null);
        FeedHarness twice = FeedHarness.of(isAdvanced, null);
        int doubled = 0;
        for (String line : Captures.lines("coinbase/" + recording + ".ws.jsonl.gz")) {
            once.line(line);
            twice.line(line);
            if (isAdvanced || line.contains("last_match")) {
                twice.line(line);
                doubled++;
            }
        }

        List<String> events = new ArrayList<>(twice.events.lines());
        events.removeIf(e -> e.startsWith("Rejected") && e.contains("DUPLICATE"));
        assertEquals(once.events.lines(), events);
        assertEquals(isAdvanced ? doubled : 0, twice.feed.counters().get(FeedCounter.REJECTED));
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case FeedStatusDecoder.TEMPLATE_ID, RejectedDecoder.TEMPLATE_ID -> told.onEvent(buffer, offset, length);
            default ->
                byInstrument
                        .computeIfAbsent(EventPrefix.instrumentId(buffer, offset), id -> new MarketTally())
                        .onEvent(buffer, offset);
        }
    }

    private static List<String> expectedOf(JsonNode symbol) {
        List<String> text = new ArrayList<>();
        JsonNode trades = symbol.has("match") ? symbol.get("match") : symbol.path("market_trades_update");
        if (trades.path("count").asInt() > 0) {
            text.add("trades " + join(trades, "count", "qty_sum", "notional_sum", "low", "high", "taker_buy_count")
                    + " " + join(trades, "taker_buy_qty"));
            text.add("first " + join(trades, "first_id", "first_time_ms", "first_price", "first_qty"));
            text.add("last " + join(trades, "last_id", "last_time_ms", "last_price", "last_qty"));
        }
        if (symbol.has("ticker")) {
            JsonNode last = symbol.get("ticker").get("last"); // price, bid, [quantity,] ask, [quantity]
            boolean hasSizes = last.size() == 5;
            text.add("quotes " + join(symbol.get("ticker"), "count"));
            text.add("quote " + last.get(1).asText() + " "
                    + (hasSizes ? last.get(2).asText() : "0") + " "
                    + last.get(hasSizes ? 3 : 2).asText() + " "
                    + (hasSizes ? last.get(4).asText() : "0"));
        }
        if (symbol.has("candles")) {
            text.add("bars " + join(symbol.get("candles"), "rows", "distinct_starts", "max_start"));
        }
        if (symbol.has("level2")) {
            JsonNode book = symbol.get("level2");
            text.add("book " + join(book, "updates"));
            text.add("tops "
                    + book.at("/top_of_book_series_keyed_by_line/sha256").asText());
            text.add("final " + join(book.get("final_book"), "sha256", "bid_levels", "ask_levels"));
            text.add("levels " + join(book.get("final_book"), "level_sets", "level_deletes", "orphan_deletes"));
            text.add("snapshot " + join(book.get("snapshot_levels")));
        }
        return text;
    }

    private static List<String> told(MarketTally tally) {
        List<String> text = new ArrayList<>();
        if (tally.trades > 0) {
            text.add("trades " + tally.trades + " " + plain(tally.quantity) + " " + plain(tally.notional) + " "
                    + plain(tally.low) + " " + plain(tally.high) + " " + tally.takerBuys + " "
                    + plain(tally.takerBuyQuantity));
            text.add("first " + tally.firstTrade);
            text.add("last " + tally.lastTrade);
        }
        if (tally.quoteCount > 0) {
            text.add("quotes " + tally.quoteCount);
            text.add("quote " + tally.lastQuoteText);
        }
        if (tally.barCount > 0) {
            text.add("bars " + tally.barCount + " " + tally.barStarts.size() + " "
                    + NANOSECONDS.toSeconds(tally.barStarts.last()));
        }
        if (tally.snapshots > 0) {
            text.add("book " + tally.updates);
            text.add("tops " + tally.topSeriesHash());
            text.add("final " + tally.bookHash() + " " + tally.levels(Side.BUY) + " " + tally.levels(Side.SELL));
            text.add("levels " + tally.levelChanges());
            text.add("snapshot " + tally.snapshotLevels);
        }
        return text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String join(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return String.join(" ", values);
    }

    private static String join(JsonNode node, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(node.path(name).asText());
        }
        return String.join(" ", values);
    }
}
