package org.millrace.feeds.simulator.coinbase;

import org.millrace.feeds.simulator.face.JsonWriter;

/** Writes the ids that a trade's orders have: as those of the venue look (RFC 9562, version 4), and the same for a trade. */
final class OrderIds {
    private static final byte[] DIGITS = JsonWriter.bytes("0123456789abcdef");
    private static final byte[] FORM = JsonWriter.bytes("00000000-0000-4000-8000-000000000000");
    private static final long MAKERS = 0x9E3779B97F4A7C15L;
    private static final long TAKERS = 0xC2B2AE3D27D4EB4FL;
    private static final int LAST_DIGITS = 12;

    private final byte[] text = FORM.clone();

    void maker(JsonWriter json, long tradeId) {
        write(json, tradeId * MAKERS);
    }

    void taker(JsonWriter json, long tradeId) {
        write(json, tradeId * TAKERS);
    }

    private void write(JsonWriter json, long number) {
        for (int i = 0; i < LAST_DIGITS; i++) {
            text[FORM.length - 1 - i] = DIGITS[(int) (number >>> (4 * i)) & 0xF];
        }
        json.text(text);
    }
}
