package org.millrace.codecs.instrument;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

class InstrumentCacheTest {
    private final List<String> questions = new ArrayList<>();
    private final InstrumentCache cache = new InstrumentCache(new AskedResolver(), 2);

    @Test
    void shouldAskOnceForEachSymbol() {
        List<Integer> ids = List.of(resolve("BTCUSDT"), resolve("BTCUSDT"), resolve("OTHER"), resolve("OTHER"));

        assertEquals(List.of(100, 100, InstrumentResolver.UNKNOWN, InstrumentResolver.UNKNOWN), ids);
        assertEquals(List.of("BTCUSDT", "OTHER"), questions);
    }

    @Test
    void shouldAskAgainForWhatItHasNoRoomFor() {
        resolve("A");
        resolve("B");

        assertEquals(List.of(100, 100), List.of(resolve("BTCUSDT"), resolve("BTCUSDT")));
        assertEquals(List.of("A", "B", "BTCUSDT", "BTCUSDT"), questions);
    }

    @Test
    void shouldAskOnceForEachInstrument() {
        assertEquals("BTC-USDT", cache.instrument(100).name());
        assertEquals("BTC-USDT", cache.instrument(100).name());

        assertEquals(List.of("100"), questions);
    }

    private int resolve(String symbol) {
        return cache.resolve(1, new UnsafeBuffer(symbol.getBytes(US_ASCII)), 0, symbol.length());
    }

    /** Knows one symbol and notes what it is asked. */
    private final class AskedResolver implements InstrumentResolver {
        @Override
        public int resolve(int venue, DirectBuffer symbol, int offset, int length) {
            String text = symbol.getStringWithoutLengthAscii(offset, length);
            questions.add(text);
            return text.equals("BTCUSDT") ? 100 : UNKNOWN;
        }

        @Override
        public Instrument instrument(int id) {
            questions.add(Integer.toString(id));
            return new Instrument(id, Venue.BINANCE, "BTCUSDT", "BTC-USDT", -8, -8, 0, 0, AssetClass.CRYPTO);
        }
    }
}
