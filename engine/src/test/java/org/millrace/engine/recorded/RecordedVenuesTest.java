package org.millrace.engine.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.FeedCounter;

/** Recordings of the other venues through the whole line: their books at the end, and their minutes. */
class RecordedVenuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "coinbase/exchange-20210417-a",
                "coinbase/advtrade-20260809-first60",
                "kraken/v2-book25-btcusd-20260802",
                "kraken/v2-book25-xrpusd-20260802",
                "kraken/v1-book1000-20210405",
                "kraken/v1-trade-20210405",
                "kraken/v1-ticker-20210405"
            })
    void shouldEndWithTheBooksAndBarsThatAreExpected(String recording) {
        JsonNode symbols = Captures.symbols(recording);

        RecordedLine line = RecordedLine.play(recording);

        assertEquals(
                Captures.expected(recording).get("frames").asLong(),
                line.counters().get(FeedCounter.FRAMES));
        assertEquals(List.of(), line.outputs.told);
        for (String symbol : (Iterable<String>) symbols::fieldNames) {
            SymbolTally tally = line.of(symbol);
            JsonNode book = symbols.get(symbol).findValue("final_book");
            if (book != null) {
                assertEquals(book.get("sha256").asText(), tally.bookHash(), symbol);
                assertEquals(checksums(recording, symbols.get(symbol)) + " 0 0", tally.agreement, symbol);
            }
            assertEquals(Captures.minutes(recording, symbol.replace('/', '-')), tally.minutes(), symbol);
        }
    }

    /** Returns how many checksums agreed, in a recording of one symbol or of a symbol of several; 0 where none were sent. */
    private static long checksums(String recording, JsonNode symbol) {
        JsonNode ofSymbol = symbol.at("/book/checksums_ok");
        return (ofSymbol.isMissingNode() ? Captures.expected(recording).at("/book/checksums_ok") : ofSymbol).asLong();
    }

    @Test
    void shouldTakeTradesWhoseIdsAreOfSeveralExchanges() {
        RecordedLine line = RecordedLine.play("alpaca/doc-session-sip-20230406");

        assertEquals(
                List.of(),
                line.outputs.told.stream().filter(l -> l.contains("Rejected")).toList());
    }
}
