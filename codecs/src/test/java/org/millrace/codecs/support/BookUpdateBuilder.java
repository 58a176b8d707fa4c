package org.millrace.codecs.support;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.BookUpdateEncoder.LevelsEncoder;
import org.millrace.codecs.sbe.Side;

/** Makes a BookUpdate of ten levels at most: a whole run in one message, unless told otherwise by its flags. */
public final class BookUpdateBuilder extends EventBuilder<BookUpdateBuilder> {
    private record Level(Side side, String price, String quantity) {}

    private final BookUpdateEncoder update = new BookUpdateEncoder();
    private final List<Level> levels = new ArrayList<>();
    private long first;
    private long last;

    BookUpdateBuilder(Events events) {
        super(events);
        flags(EventPrefix.FIRST | EventPrefix.LAST);
    }

    /** Sets the update ids that it covers. */
    public BookUpdateBuilder ids(long firstId, long lastId) {
        first = firstId;
        last = lastId;
        return this;
    }

    /** Makes it a whole snapshot in one message. */
    public BookUpdateBuilder snapshot() {
        return flags(EventPrefix.FIRST | EventPrefix.LAST | EventPrefix.SNAPSHOT);
    }

    public BookUpdateBuilder bid(String price, String quantity) {
        levels.add(new Level(Side.BUY, price, quantity));
        return this;
    }

    public BookUpdateBuilder ask(String price, String quantity) {
        levels.add(new Level(Side.SELL, price, quantity));
        return this;
    }

    @Override
    int encode() {
        LevelsEncoder group = update.wrapAndApplyHeader(buffer, 0, header)
                .venueSequenceFirst(first)
                .venueSequenceLast(last)
                .priceExponent((byte) EXPONENT)
                .quantityExponent((byte) EXPONENT)
                .levelsCount(levels.size());
        for (Level level : levels) {
            group.next()
                    .price(mantissa(level.price))
                    .quantity(mantissa(level.quantity))
                    .side(level.side);
        }
        return header.encodedLength() + update.encodedLength();
    }

    @Override
    BookUpdateBuilder self() {
        return this;
    }
}
