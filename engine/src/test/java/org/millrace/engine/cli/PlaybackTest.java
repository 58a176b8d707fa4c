package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.inspect.BookPrinter;
import org.millrace.engine.inspect.EventFilter;
import org.millrace.engine.inspect.EventPrinter;
import org.millrace.engine.inspect.Format;
import org.millrace.engine.recorded.Captures;
import org.millrace.engine.recorded.RecordedInputs;
import org.millrace.engine.replay.CutPlan;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Plays recorded captures as a user would, and compares what comes out with what others computed. */
class PlaybackTest {
    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance/spot-multi-20211012",
                "binance/spot-multi-20210404",
                "binance/spot-btcusdt-20240808",
                "binance_us/spot-multi-20210405"
            })
    void shouldGiveTheExpectedBooksAndBarsAndReplayIdentically(String capture) throws IOException {
        RecordedInputs.play(capture, data);

        JsonNode expected = Captures.symbols(capture);
        for (String symbol : (Iterable<String>) expected::fieldNames) {
            assertThat(book(symbol))
                    .contains("sha256="
                            + expected.at("/" + symbol + "/book/final_book/sha256")
                                    .asText());
            assertThat(bars(symbol)).isEqualTo(Captures.minutes(capture, symbol));
        }
        ConveyorSettings settings = new ConveyorSettings(Waiting.SPIN_YIELD, EventRing.DEFAULT_SLOTS, List.of());
        assertThat(CutPlan.of("every", ReplayVerifier.stages(), settings)).allSatisfy(cut -> assertThat(
                        new ReplayVerifier(data).verify(cut).isIdentical())
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"binance/spot-multi-20211012", "coinbase/exchange-20210417-a", "kraken/v2-book25-xrpusd-20260802"
            })
    void shouldSumUpWhatOneCanCompare(String capture) {
        RecordedInputs.play(capture, data);
        MarketSummary markets = new MarketSummary();
        read(markets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        markets.print(printStream(out));

        String summary = out.toString(StandardCharsets.UTF_8);
        JsonNode expected = Captures.symbols(capture);
        for (String symbol : (Iterable<String>) expected::fieldNames) {
            String name = capture.substring(0, capture.indexOf('/')).toUpperCase(Locale.ROOT) + ":" + symbol;
            JsonNode trades = trades(expected.get(symbol));
            if (trades.path("count").asInt() > 0) {
                assertThat(summary).contains(tradesLine(name, trades));
            }
            JsonNode book = expected.get(symbol).findValue("final_book");
            if (book != null) {
                assertThat(summary.lines().filter(line -> line.startsWith(name + " book: LIVE, ")))
                        .singleElement()
                        .asString()
                        .contains(
                                ", levels " + book.get("bid_levels") + " and " + book.get("ask_levels") + ", best ",
                                ", sha256 " + book.get("sha256").asText() + ", checks ");
            }
        }
    }

    private static JsonNode trades(JsonNode of) {
        return of.has("match") ? of.get("match") : of.has("trade") ? of.get("trade") : of.path("aggTrade");
    }

    private static String tradesLine(String name, JsonNode trades) {
        return "%s trades: %s, quantity %s, notional %s, low %s, high %s, taker bought %s with %s, first %s at "
                .formatted(
                        name,
                        trades.get("count").asText(),
                        trades.get("qty_sum").asText(),
                        trades.get("notional_sum").asText(),
                        trades.get("low").asText(),
                        trades.get("high").asText(),
                        trades.get("taker_buy_count").asText(),
                        trades.get("taker_buy_qty").asText(),
                        trades.get("first_id").asText());
    }

    private String book(String symbol) {
        BookPrinter printer = new BookPrinter();
        read(printer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        printer.print(
                new EventFilter(EventFilter.ALL.types(), symbol, Long.MIN_VALUE, Long.MAX_VALUE), printStream(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Returns the newest revision of each one-minute bar, as the expected files have it. */
    private List<String> bars(String symbol) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFilter filter = new EventFilter(Set.of("Bar"), symbol, Long.MIN_VALUE, Long.MAX_VALUE);
        read(new EventPrinter(filter, Format.JSON, printStream(out)));
        Map<Long, String> bars = new TreeMap<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode bar = new ObjectMapper().readTree(line);
            if (bar.path("timeframe").asText().equals("1m")
                    && !bar.path("state").asText().equals("IN_PROGRESS")) {
                bars.put(bar.get("startTime").asLong(), row(bar));
            }
        }
        return List.copyOf(bars.values());
    }

    private static String row(JsonNode bar) {
        StringBuilder row = new StringBuilder(Long.toString(bar.get("startTime").asLong() / 1_000_000));
        for (String field : List.of("open", "high", "low", "close", "volume", "notional", "tradeCount", "buyVolume")) {
            row.append(',').append(bar.get(field).asText());
        }
        return row.toString();
    }

    private void read(EventConsumer consumer) {
        WholeJournal.read(data.resolve(JournalSettings.OUT), consumer);
    }

    private static PrintStream printStream(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
