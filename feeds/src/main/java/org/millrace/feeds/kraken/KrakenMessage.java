package org.millrace.feeds.kraken;

import java.util.Arrays;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.venue.Levels;

/** What a frame says, as numbers, in rows of one instrument each. Refilled by each frame. */
final class KrakenMessage {
    /** The venue's time, ns, of a bar its beginning; {@link #NONE} = it gives none. */
    static final int TIME = 0;
    /** Of a trade; its side is 0 where the taker bought, its id {@link #NONE} where it has none. */
    static final int PRICE = 1, QUANTITY = 2, TRADE_ID = 3, SIDE = 4;
    /** Of a ticker. */
    static final int BID = 1, BID_QUANTITY = 2, ASK = 3, ASK_QUANTITY = 4;
    /** Of a bar; its length is one of {@link Intervals}. */
    static final int OPEN = 1, HIGH = 2, LOW = 3, CLOSE = 4, VOLUME = 5, COUNT = 6, INTERVAL = 7;
    /** Of a book: {@link #NONE} where there is none; where the row's levels end; digits behind the point as written. */
    static final int CHECKSUM = 1, BIDS_END = 2, ASKS_END = 3, PRICE_DECIMALS = 4, QUANTITY_DECIMALS = 5;
    /** Of a book or its subscription: levels a side; {@link #NONE} = not said. */
    static final int DEPTH = 6;

    static final long NONE = -1;

    private static final int STRIDE = 8;
    private static final int INITIAL_ROWS = 64;

    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private long[] values = new long[STRIDE * INITIAL_ROWS];
    private KrakenInstrument[] instruments = new KrakenInstrument[INITIAL_ROWS];
    private int rows;
    private boolean isSnapshot;
    private long sent;
    private RejectReason reason = RejectReason.NULL_VAL;
    private KrakenInstrument refused;
    private int refusedOffset;
    private int refusedLength;

    void begin() {
        rows = 0;
        isSnapshot = false;
        sent = NONE;
        reason = RejectReason.NULL_VAL;
        refused = null;
        bids.clear();
        asks.clear();
    }

    int rows() {
        return rows;
    }

    boolean isSnapshot() {
        return isSnapshot;
    }

    void snapshot(boolean is) {
        isSnapshot = is;
    }

    /** Returns when bars were sent, or where the frame does not say, the time given. */
    long sentOr(long receiveTimeNs) {
        return sent < 0 ? receiveTimeNs : sent;
    }

    void sent(long timeNs) {
        sent = timeNs;
    }

    /** Begins a row, the values of which are all {@link #NONE}. */
    void add(KrakenInstrument of) {
        if (rows == instruments.length) {
            grow();
        }
        instruments[rows] = of;
        Arrays.fill(values, rows * STRIDE, (rows + 1) * STRIDE, NONE);
        rows++;
    }

    /** Returns the instrument of a row. */
    KrakenInstrument instrument(int row) {
        return instruments[row];
    }

    long value(int row, int field) {
        return values[row * STRIDE + field];
    }

    /** Sets a value of the last row. */
    void set(int field, long value) {
        values[(rows - 1) * STRIDE + field] = value;
    }

    /** Raises a value of the last row. */
    void atLeast(int field, long value) {
        int at = (rows - 1) * STRIDE + field;
        values[at] = Math.max(values[at], value);
    }

    /** Returns where the bids of a row begin, in {@link #bids}. */
    int bidsFrom(int row) {
        return row == 0 ? 0 : (int) value(row - 1, BIDS_END);
    }

    /** Returns where the asks of a row begin, in {@link #asks}. */
    int asksFrom(int row) {
        return row == 0 ? 0 : (int) value(row - 1, ASKS_END);
    }

    /** Returns why the frame was refused; {@code NULL_VAL}: it was not. */
    RejectReason reason() {
        return reason;
    }

    /** Returns the instrument that the part refused speaks of; null = not known. */
    KrakenInstrument refusedInstrument() {
        return refused;
    }

    /** Returns where what offended begins; see {@link #refusedLength()}. */
    int refusedOffset() {
        return refusedOffset;
    }

    int refusedLength() {
        return refusedLength;
    }

    /** Refuses the frame for a part of it; false, for the caller to return. */
    boolean refuse(RejectReason why, KrakenInstrument of, int offset, int length) {
        reason = why;
        refused = of;
        refusedOffset = offset;
        refusedLength = length;
        return false;
    }

    private void grow() {
        instruments = Arrays.copyOf(instruments, 2 * rows);
        values = Arrays.copyOf(values, 2 * rows * STRIDE);
    }
}
