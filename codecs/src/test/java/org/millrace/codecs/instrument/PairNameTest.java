package org.millrace.codecs.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairNameTest {
    @Test
    void shouldGiveTheSameThingOneName() {
        assertEquals(
                List.of("BTC-USD", "BTC-USD", "DOGE-BTC", "XBT-USD", "BTCUSDT", "AAPL", "/USD", "BTC/", "A/B/C", ""),
                names("XBT/USD", "BTC/USD", "XDG/XBT", "XBT-USD", "BTCUSDT", "AAPL", "/USD", "BTC/", "A/B/C", ""));
        assertEquals("BTC-USDT", PairName.of("BTC", "USDT"));
    }

    private static List<String> names(String... symbols) {
        return Stream.of(symbols).map(PairName::of).toList();
    }
}
