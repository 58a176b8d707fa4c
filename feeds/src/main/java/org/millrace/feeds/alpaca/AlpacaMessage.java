package org.millrace.feeds.alpaca;

import java.util.Arrays;
import org.millrace.codecs.sbe.RejectReason;

/** What one message of a frame says, as numbers. Refilled by each frame. */
final class AlpacaMessage {
    /** Places of values; those of kinds that never meet are the same. */
    static final int TIME = 0, CODES = 1, ID = 2, PRICE = 3, QUANTITY = 4;

    static final int ASK_PRICE = 5, ASK_QUANTITY = 6;
    static final int SIDE = 5;
    static final int OPEN = 3, HIGH = 4, LOW = 5, CLOSE = 6, VOLUME = 7, TRADE_COUNT = 2;
    static final int RESET = 2, LEVELS = 3;
    private static final int PLACES = 8;

    private final long[] values = new long[PLACES];
    MessageKind kind = MessageKind.UNKNOWN;
    AlpacaInstrument instrument;
    /** Of a book's levels: where they begin in the frame's, and how many there are. */
    int firstBid;

    int bidCount;
    int firstAsk;
    int askCount;
    private RejectReason reason = RejectReason.NULL_VAL;
    private int refusedOffset;
    private int refusedLength;

    /** Returns the number at a place; 0 where the message had none. */
    long value(int place) {
        return values[place];
    }

    void value(int place, long value) {
        values[place] = value;
    }

    /** Returns why it was refused; {@code NULL_VAL}: it was not. */
    RejectReason reason() {
        return reason;
    }

    boolean isRefused() {
        return reason != RejectReason.NULL_VAL;
    }

    /** Returns where what offended begins; see {@link #refusedLength()}. */
    int refusedOffset() {
        return refusedOffset;
    }

    int refusedLength() {
        return refusedLength;
    }

    void begin() {
        kind = MessageKind.UNKNOWN;
        instrument = null;
        reason = RejectReason.NULL_VAL;
        bidCount = 0;
        askCount = 0;
        Arrays.fill(values, 0);
    }

    void refuse(RejectReason why, int offset, int length) {
        reason = why;
        refusedOffset = offset;
        refusedLength = length;
    }
}
