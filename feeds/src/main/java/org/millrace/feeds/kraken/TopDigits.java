package org.millrace.feeds.kraken;

import java.util.zip.CRC32;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.Side;

/**
 * The digits of one side's first ten levels, printed from their mantissas with as many decimals as the venue writes, and
 * printed anew only when one of the ten has changed.
 */
final class TopDigits {
    private static final int TOP = 10;
    private static final int MAX_DIGITS = 20;

    private final byte[] digits = new byte[TOP * 2 * MAX_DIGITS];
    private final UnsafeBuffer writer = new UnsafeBuffer(digits);
    private final CRC32 crc = new CRC32();
    private final Side side;
    private final WireDigits prices;
    private final WireDigits quantities;
    private int length;
    private boolean isPrinted;

    TopDigits(Side side, int priceExponent, int quantityExponent) {
        this.side = side;
        prices = new WireDigits(priceExponent);
        quantities = new WireDigits(quantityExponent);
    }

    Side side() {
        return side;
    }

    /** Begins with an empty side, of which nothing is known. */
    void clear() {
        isPrinted = false;
        prices.clear();
        quantities.clear();
    }

    /** Learns how many decimals prices and quantities are written with; less than 0: not seen. */
    void decimals(int price, int quantity) {
        boolean isNewPrice = prices.takes(price);
        boolean isNewQuantity = quantities.takes(quantity);
        isPrinted &= !isNewPrice && !isNewQuantity;
    }

    /** Notes that a price is about to be set. */
    void onChange(OrderBook book, long price) {
        if (isPrinted && (book.levels(side) < TOP || !isBehind(price, book.price(side, TOP - 1)))) {
            isPrinted = false;
        }
    }

    /** Begins a checksum with this side. */
    CRC32 sum(OrderBook book) {
        crc.reset();
        append(crc, book);
        return crc;
    }

    /** Ends a checksum with this side. */
    long appendTo(CRC32 begun, OrderBook book) {
        append(begun, book);
        return begun.getValue();
    }

    private void append(CRC32 to, OrderBook book) {
        if (!isPrinted) {
            print(book);
        }
        to.update(digits, 0, length);
    }

    private boolean isBehind(long price, long tenth) {
        return side == Side.BUY ? price < tenth : price > tenth;
    }

    private void print(OrderBook book) {
        int count = Math.min(TOP, book.levels(side));
        int at = 0;
        for (int i = 0; i < count; i++) {
            at += prices.print(book.price(side, i), writer, at);
            at += quantities.print(book.quantity(side, i), writer, at);
        }
        length = at;
        isPrinted = true;
    }
}
