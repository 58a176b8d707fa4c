package org.millrace.engine.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.BookState;
import org.millrace.feeds.FeedCounter;

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
                "binance_us/spot-multi-20210405",
                "binance/usdm-btcusdt-20240718",
                "binance/sbe-derived-btcusdt-20240808"
            })
    void shouldMakeOfARecordingWhatIsExpected(String recording) {
        JsonNode expected = Captures.symbols(recording);

        RecordedLine line = RecordedLine.play(recording);

        assertEquals(
                Captures.expected(recording).get("frames").asLong(),
                line.counters().get(FeedCounter.FRAMES));
        assertEquals(List.of(), line.outputs.told);
        for (String symbol : (Iterable<String>) expected::fieldNames) {
            JsonNode of = expected.get(symbol);
            assertEquals(textOf(of), textOf(line.of(symbol), of), symbol);
            assertEquals(Captures.minutes(recording, symbol), line.of(symbol).minutes(), symbol);
        }
    }

    @Test
    void shouldGoOnInTheNextFile() {
        JsonNode first = Captures.symbols(FIRST).get("BTCUSDT");
        JsonNode second = Captures.symbols(SECOND).get("BTCUSDT");

        RecordedLine line = RecordedLine.play(FIRST, SECOND);

        SymbolTally tally = line.of("BTCUSDT");
        assertEquals(
                first.at("/trade/count").asLong() + second.at("/trade/count").asLong(), tally.trades);
        assertEquals(List.of(), line.outputs.told);
        assertEquals(second.at("/book/final_book/sha256").asText(), tally.bookHash());
        // the two that cannot be compared in the second file alone: one has the first file's last quote before it
        assertEquals("6490 2 1", tally.agreement);
        assertThat(tally.minutes()).containsAll(wholeMinutes(FIRST)).containsAll(wholeMinutes(SECOND));
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
            for (SymbolTally tally : RecordedLine.play(recordings).outputs.all()) {
                assertEquals(tally.anomalies, tally.confirmed);
                assertEquals(List.of(), tally.refuted);
                suspects += tally.anomalies.size();
            }
        }

        assertThat(suspects).isBetween(1, 5);
    }

    /** Returns the minutes of a recording but for those at its ends, which its neighbour has a part of. */
    private static List<String> wholeMinutes(String recording) {
        List<String> minutes = Captures.minutes(recording, "BTCUSDT");
        return minutes.subList(1, minutes.size() - 1);
    }

    private static List<String> textOf(JsonNode symbol) {
        List<String> text = new ArrayList<>();
        JsonNode trades = symbol.has("trade") ? symbol.get("trade") : symbol.path("aggTrade");
        text.add("trades " + trades.path("count").asLong() + " of "
                + trades.path("taker_buy_count").asLong() + " buyers, "
                + trades.path("qty_sum").asText("0") + " "
                + trades.path("notional_sum").asText("0"));
        text.add("quotes " + symbol.at("/bookTicker/count").asLong());
        text.add("bars " + symbol.at("/kline/count").asLong());
        if (symbol.has("book")) {
            JsonNode book = symbol.get("book");
            text.add("tops " + book.get("events_applied").asLong() + " "
                    + book.at("/top_of_book_series_keyed_by_u/sha256").asText());
            text.add("book " + book.at("/final_book/sha256").asText());
            text.add("states " + List.of(BookState.LIVE));
        }
        if (symbol.at("/book/top_of_book_vs_bookTicker").has("same")) {
            JsonNode truth = symbol.at("/book/top_of_book_vs_bookTicker");
            text.add("truth " + truth.get("same") + " " + truth.get("different") + " " + truth.get("not_comparable"));
        }
        return text;
    }

    private static List<String> textOf(SymbolTally tally, JsonNode symbol) {
        List<String> text = new ArrayList<>();
        text.add("trades " + tally.trades + " of " + tally.takerBuys + " buyers, " + plain(tally.quantity) + " "
                + plain(tally.notional));
        text.add("quotes " + tally.quotes);
        text.add("bars " + tally.venueBars);
        if (symbol.has("book")) {
            text.add("tops " + tally.tops + " " + tally.seriesHash());
            text.add("book " + tally.bookHash());
            text.add("states " + tally.states);
        }
        if (symbol.at("/book/top_of_book_vs_bookTicker").has("same")) {
            text.add("truth " + tally.agreement);
        }
        return text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
