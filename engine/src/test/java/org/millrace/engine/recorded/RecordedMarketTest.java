package org.millrace.engine.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedMarketTest {
    private static final String FIRST = "binance/spot-btcusdt-20240808";
    private static final String SECOND = "binance/spot-btcusdt-20240809";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance/spot-btcusdt-20230405",
                FIRST,
                "binance/spot-multi-20210404",
                "binance/spot-multi-20211012",
                "binance_us/spot-multi-20210405"
            })
    void shouldKeepEveryBookAsRecorded(String recording) {
        JsonNode expected = Captures.symbols(recording);

        RecordedLine line = RecordedLine.play(recording);

        for (String symbol : (Iterable<String>) expected::fieldNames) {
            SymbolTally tally = line.of(symbol);
            JsonNode of = expected.get(symbol);
            assertEquals(tradeCount(of), tally.trades, symbol);
            assertEquals(List.of(), tally.rejected, symbol);
            assertEquals(0, tally.notLive, symbol);
            if (of.has("book")) {
                assertEquals(expectedBook(of.get("book")), bookOf(tally, of.get("book")), symbol);
            }
        }
    }

    @Test
    void shouldGoOnInTheNextFile() {
        JsonNode first = Captures.symbols(FIRST).get("BTCUSDT");
        JsonNode second = Captures.symbols(SECOND).get("BTCUSDT");

        SymbolTally tally = RecordedLine.play(FIRST, SECOND).of("BTCUSDT");

        assertEquals(tradeCount(first) + tradeCount(second), tally.trades);
        assertEquals(List.of(), tally.rejected);
        assertEquals(second.at("/book/final_book/sha256").asText(), tally.bookHash());
        // the two that cannot be compared in the second file alone: one has the first file's last quote before it
        assertEquals("6490 2 1", tally.agreement);
    }

    @Test
    void shouldSuspectFewTradesAndConfirmThem() {
        int suspects = 0;
        for (String[] recordings : new String[][] {
            {"binance/spot-btcusdt-20230405"},
            {FIRST, SECOND},
            {"binance/spot-multi-20210404"},
            {"binance/spot-multi-20211012"},
            {"binance_us/spot-multi-20210405"}
        }) {
            for (SymbolTally tally : RecordedLine.play(recordings).bySymbol) {
                assertEquals(tally.anomalies, tally.confirmed);
                suspects += tally.anomalies.size();
            }
        }

        assertThat(suspects).isBetween(1, 5);
    }

    private static long tradeCount(JsonNode symbol) {
        return symbol.has("trade")
                ? symbol.at("/trade/count").asLong()
                : symbol.at("/aggTrade/count").asLong();
    }

    private static String expectedBook(JsonNode book) {
        JsonNode truth = book.path("top_of_book_vs_bookTicker");
        String counts = truth.has("same")
                ? " " + truth.get("same") + " " + truth.get("different") + " " + truth.get("not_comparable")
                : "";
        return book.get("events_applied").asLong() + " "
                + book.at("/top_of_book_series_keyed_by_u/sha256").asText() + " "
                + book.at("/final_book/sha256").asText() + counts;
    }

    private static String bookOf(SymbolTally tally, JsonNode book) {
        String counts = book.has("top_of_book_vs_bookTicker") ? " " + tally.agreement : "";
        return tally.tops + " " + tally.seriesHash() + " " + tally.bookHash() + counts;
    }
}
