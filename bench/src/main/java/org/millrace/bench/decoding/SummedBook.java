package org.millrace.bench.decoding;

import java.util.zip.CRC32;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.Side;
import org.millrace.feeds.venue.Levels;

/**
 * A book kept in the same class as the feed's, and the sum that Kraken sends of it: CRC32 of the digits of the first ten
 * levels, asks before bids. One decimal in prices and eight in quantities are known; all digits are printed each time.
 */
final class SummedBook {
    private static final int TOP = 10;
    private static final int MOST_DIGITS = 20;
    private static final long PRICE_UNIT = 10_000_000L; // of mantissas with eight places

    private final OrderBook book = new OrderBook();
    private final CRC32 crc = new CRC32();
    private final byte[] digits = new byte[4 * TOP * MOST_DIGITS];

    void set(Levels bids, Levels asks) {
        set(Side.BUY, bids);
        set(Side.SELL, asks);
    }

    long sum() {
        int length = print(Side.BUY, print(Side.SELL, 0));
        crc.reset();
        crc.update(digits, 0, length);
        return crc.getValue();
    }

    private void set(Side side, Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            book.set(side, levels.price(i), levels.quantity(i));
        }
    }

    private int print(Side side, int from) {
        int at = from;
        int count = Math.min(TOP, book.levels(side));
        for (int i = 0; i < count; i++) {
            at = print(book.price(side, i) / PRICE_UNIT, at);
            at = print(book.quantity(side, i), at);
        }
        return at;
    }

    private int print(long number, int from) {
        int length = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            length++;
        }
        long rest = number;
        for (int at = from + length - 1; at >= from; at--) {
            digits[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + length;
    }
}
