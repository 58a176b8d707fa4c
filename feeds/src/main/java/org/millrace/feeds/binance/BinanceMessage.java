package org.millrace.feeds.binance;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.venue.Levels;

/** What a frame says, as numbers. Refilled by each frame. */
final class BinanceMessage {
    private static final long NO_CHAIN = -1;

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private final long[] values = new long[FrameField.SLOTS];
    private BinanceInstrument instrument;
    private long chainFirst;
    private long amountHigh;
    private long amountLow;
    private RejectReason reason = RejectReason.NULL_VAL;
    private int refusedOffset;
    private int refusedLength;

    /** Returns the number in a field; of a boolean 0 or 1, of a time nanoseconds, of an interval seconds. */
    long value(int slot) {
        return values[slot];
    }

    void value(int slot, long value) {
        values[slot] = value;
    }

    BinanceInstrument instrument() {
        return instrument;
    }

    void instrument(BinanceInstrument instrument) {
        this.instrument = instrument;
    }

    /** Returns the id that a change of a book follows on, and one more: where nothing is missing, the last one seen. */
    long chainFirst() {
        return chainFirst == NO_CHAIN ? values['U'] : chainFirst;
    }

    /** Sets the last id of the change before, where the venue says it: ids of futures are not contiguous. */
    void previousId(long id) {
        chainFirst = id + 1;
    }

    long amountHigh() {
        return amountHigh;
    }

    long amountLow() {
        return amountLow;
    }

    void amount(long high, long low) {
        amountHigh = high;
        amountLow = low;
    }

    /** Returns why the frame was refused; {@code NULL_VAL}: it was not. */
    RejectReason reason() {
        return reason;
    }

    /** Returns where what offended begins; see {@link #refusedLength()}. */
    int refusedOffset() {
        return refusedOffset;
    }

    int refusedLength() {
        return refusedLength;
    }

    void begin() {
        reason = RejectReason.NULL_VAL;
        instrument = null;
        chainFirst = NO_CHAIN;
        bids.clear();
        asks.clear();
    }

    void refuse(RejectReason why, int offset, int length) {
        reason = why;
        refusedOffset = offset;
        refusedLength = length;
    }
}
