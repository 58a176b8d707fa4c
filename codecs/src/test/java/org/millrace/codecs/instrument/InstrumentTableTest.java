package org.millrace.codecs.instrument;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InstrumentTableTest {
    private final InstrumentTable table = new InstrumentTable(1000);

    @Test
    void shouldTellVenuesAndPrefixesApart() {
        put(table, 1, "BTCUSDT", 1);
        put(table, 2, "BTCUSDT", 2);
        put(table, 1, "BTCUSD", 3);
        put(table, 1, "币安人生USDT", 4);

        assertEquals(1, find(table, 1, "BTCUSDT"));
        assertEquals(2, find(table, 2, "BTCUSDT"));
        assertEquals(3, find(table, 1, "BTCUSD"));
        assertEquals(4, find(table, 1, "币安人生USDT"));
        assertEquals(InstrumentTable.NOT_FOUND, find(table, 1, "BTCUSDTX"));
        assertEquals(InstrumentTable.NOT_FOUND, find(table, 3, "BTCUSD"));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        InstrumentTable small = new InstrumentTable(2);

        assertTrue(put(small, 1, "A", 1));
        assertTrue(put(small, 1, "B", 2));
        assertFalse(put(small, 1, "C", 3));
        assertTrue(put(small, 1, "B", 4));
        assertFalse(put(table, 1, "S".repeat(33), 5));
        assertEquals(4, find(small, 1, "B"));
        assertEquals(InstrumentTable.NOT_FOUND, find(table, 1, "S".repeat(33)));
    }

    @Test
    void shouldAgreeWithAMapForRandomSymbols() {
        Random random = new Random(7);
        Map<String, Integer> model = new HashMap<>();
        while (model.size() < 1000) {
            String symbol = randomSymbol(random);
            model.put(symbol, model.size());
            assertTrue(put(table, 1, symbol, model.get(symbol)));
        }

        model.forEach((symbol, id) -> assertEquals(id, find(table, 1, symbol)));
        for (int i = 0; i < 10_000; i++) {
            String symbol = randomSymbol(random);
            assertEquals(model.getOrDefault(symbol, InstrumentTable.NOT_FOUND), find(table, 1, symbol));
        }
    }

    private static String randomSymbol(Random random) {
        StringBuilder symbol = new StringBuilder();
        for (int length = 1 + random.nextInt(32); length > 0; length--) {
            symbol.append((char) ('A' + random.nextInt(4)));
        }
        return symbol.toString();
    }

    private static boolean put(InstrumentTable table, int venue, String symbol, int id) {
        byte[] bytes = symbol.getBytes(UTF_8);
        return table.put(venue, new UnsafeBuffer(bytes), 0, bytes.length, id);
    }

    private static int find(InstrumentTable table, int venue, String symbol) {
        byte[] bytes = ("x" + symbol + "\",\"p\":\"1\"").getBytes(UTF_8);
        return table.find(venue, new UnsafeBuffer(bytes), 1, symbol.getBytes(UTF_8).length);
    }
}
