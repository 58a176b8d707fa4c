package org.millrace.feeds.simulator.kraken;

import java.util.zip.CRC32;
import org.agrona.ExpandableArrayBuffer;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.ShownSide;

/** Sums up the first ten levels a side, as the venue documents in "Book Checksum". */
final class Checksum {
    private static final int LEVELS = 10;

    private final ExpandableArrayBuffer digits = new ExpandableArrayBuffer(1024);
    private final CRC32 crc = new CRC32();

    /**
     * Returns the checksum of a book.
     *
     * @param price    units of a tick in the last decimal that prices are written with
     * @param quantity units of a lot in the last decimal that quantities are written with
     */
    long of(ShownBook book, long price, long quantity) {
        int length = put(book.asks(), 0, price, quantity);
        length = put(book.bids(), length, price, quantity);
        crc.reset();
        crc.update(digits.byteArray(), 0, length);
        return crc.getValue();
    }

    private int put(ShownSide side, int offset, long price, long quantity) {
        int position = offset;
        for (int i = 0; i < Math.min(LEVELS, side.count()); i++) {
            position += digits.putLongAscii(position, side.ticks(i) * price);
            position += digits.putLongAscii(position, side.lots(i) * quantity);
        }
        return position;
    }
}
