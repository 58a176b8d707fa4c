package org.millrace.feeds.simulator.yahoo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.RestingOrders;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Writes what is known of a symbol as a {@code PricingData}: a Protocol Buffer, its fields by number. */
final class PricingMessage {
    private static final int WHOLE = 0, WIDE = 1, TEXT = 2, FLOAT = 5;
    private static final int SHARE = 8, CRYPTO = 41, REGULAR_HOURS = 1, PRICE_HINT = 2;
    private static final double SUPPLY = 19_808_172.0;
    private static final double UNITS = 1e8;
    private static final int DAY = BarIntervals.index("1d");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PricingMessage() {}

    /** Returns the message of a coin: it does not say how much was traded. */
    static byte[] ofCrypto(OrderFlow flow, String symbol) {
        PricingMessage message = new PricingMessage();
        SimulatedInstrument instrument = flow.instrument();
        long volume = dayVolume(flow);
        message.head(flow, symbol, instrument.quoteAsset(), "CCC", CRYPTO);
        message.signed(22, volume).signed(27, PRICE_HINT).signed(28, volume).signed(29, volume);
        message.text(30, instrument.baseAsset());
        message.wide(32, SUPPLY).wide(33, SUPPLY * price(flow, flow.lastTrade().ticks));
        return message.base64();
    }

    /** Returns the message of a share. */
    static byte[] ofShare(OrderFlow flow, String symbol) {
        PricingMessage message = new PricingMessage();
        RestingOrders orders = flow.orders();
        message.head(flow, symbol, YahooSymbols.currency(flow.instrument(), YahooSymbols.SHARE), "NMS", SHARE);
        message.signed(22, flow.lastTrade().aggregateLots);
        message.number(23, price(flow, orders.bids().ticks(0)))
                .signed(24, orders.bids().lots(0));
        message.number(25, price(flow, orders.asks().ticks(0)))
                .signed(26, orders.asks().lots(0));
        message.signed(27, PRICE_HINT);
        return message.base64();
    }

    private void head(OrderFlow flow, String symbol, String currency, String exchange, int type) {
        SimulatedBar day = flow.bar(DAY);
        double price = price(flow, flow.lastTrade().ticks);
        double open = price(flow, day.open);
        text(1, symbol)
                .number(2, price)
                .signed(3, flow.timeMs())
                .text(4, currency)
                .text(5, exchange);
        plain(6, type)
                .plain(7, REGULAR_HOURS)
                .number(8, (price - open) / open * 100)
                .signed(9, dayVolume(flow));
        number(10, price(flow, day.high)).number(11, price(flow, day.low)).number(12, price - open);
        number(15, open);
    }

    /** Returns the day's volume as the venue has it: what a float holds of it. */
    private static long dayVolume(OrderFlow flow) {
        return (long) (float) flow.bar(DAY).lots;
    }

    private static double price(OrderFlow flow, long ticks) {
        return ticks * flow.instrument().tickUnits() / UNITS;
    }

    private byte[] base64() {
        return Base64.getEncoder().encode(out.toByteArray());
    }

    private PricingMessage text(int field, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        tag(field, TEXT);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private PricingMessage plain(int field, long value) {
        tag(field, WHOLE);
        varint(value);
        return this;
    }

    /** Writes a number by zig-zag; what is 0 is left out. */
    private PricingMessage signed(int field, long value) {
        return value == 0 ? this : plain(field, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private PricingMessage number(int field, double value) {
        int bits = Float.floatToRawIntBits((float) value);
        if (bits != 0) {
            tag(field, FLOAT);
            little(bits, Float.BYTES);
        }
        return this;
    }

    private PricingMessage wide(int field, double value) {
        tag(field, WIDE);
        little(Double.doubleToRawLongBits(value), Double.BYTES);
        return this;
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void little(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> (i * Byte.SIZE)));
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
