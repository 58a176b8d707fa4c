package org.millrace.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.instrument.InstrumentTable;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.support.AllocationMeter;

/** What the hot path calls makes no garbage. */
class AllocationTest {
    private static final int ROUNDS = 20_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final OrderBook book = new OrderBook();
    private final InstrumentTable table = new InstrumentTable(16);
    private long sum;

    @Test
    void shouldNotAllocateOnceWarm() {
        buffer.putStringWithoutLengthAscii(100, "61686.00000000 1e-08 BTCUSDT");
        table.put(1, buffer, 121, 7, 5);
        run();

        assertEquals(0, AllocationMeter.bytesOf(this::run), () -> "sum " + sum);
    }

    private void run() {
        for (int i = 0; i < ROUNDS; i++) {
            long price = Decimals.parse(buffer.byteArray(), 100, 14, -8);
            long small = Decimals.parse(buffer.byteArray(), 115, 5, -8);
            sum += price + small + table.find(1, buffer, 121, 7);
            book.set(i % 2 == 0 ? Side.BUY : Side.SELL, price + i % 50, i % 3);
            sum += Decimals.print(price, -8, buffer, 0);
            sum += Amounts.print(Amounts.multiplyHigh(price, price), price * price, -16, buffer, 0);
        }
    }
}
