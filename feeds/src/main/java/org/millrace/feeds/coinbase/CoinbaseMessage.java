package org.millrace.feeds.coinbase;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;

/** What a frame says, as numbers. Refilled by each frame. */
final class CoinbaseMessage {
    final TradeList trades = new TradeList();
    final QuoteList quotes = new QuoteList();
    final CandleList candles = new CandleList();
    final BookChanges books = new BookChanges();
    private CoinbaseInstrument instrument;
    private long number;
    private long venueSequence;
    private long time;
    private long lastTradeId;
    private FrameKind refusedKind = FrameKind.UNKNOWN;
    private RejectReason reason = RejectReason.NULL_VAL;
    private int refusedOffset;
    private int refusedLength;

    /** Returns the number of the frame on its connection; {@link JsonBytes#NONE}: it has none. */
    long number() {
        return number;
    }

    void number(long frameNumber) {
        number = frameNumber;
    }

    /** Returns what quotes and books are numbered with; 0 = nothing. */
    long venueSequence() {
        return venueSequence;
    }

    void venueSequence(long sequence) {
        venueSequence = sequence;
    }

    /** Returns the venue's time, or of a frame without one, the time given. */
    long timeOr(long receiveTimeNs) {
        return time < 0 ? receiveTimeNs : time;
    }

    void time(long timeNs) {
        time = timeNs;
    }

    /** Returns the last trade that a heartbeat knows. */
    long lastTradeId() {
        return lastTradeId;
    }

    void lastTradeId(long id) {
        lastTradeId = id;
    }

    /** Returns the product that was read last; null = none. */
    CoinbaseInstrument instrument() {
        return instrument;
    }

    void instrument(CoinbaseInstrument of) {
        instrument = of;
    }

    /** Returns what the frame that was refused would have been. */
    FrameKind refusedKind() {
        return refusedKind;
    }

    /** Returns why the frame was refused; {@code NULL_VAL}: it was not. */
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
        instrument = null;
        number = JsonBytes.NONE;
        venueSequence = 0;
        time = JsonBytes.NONE;
        reason = RejectReason.NULL_VAL;
        refusedKind = FrameKind.UNKNOWN;
        trades.clear();
        quotes.clear();
        candles.clear();
        books.clear();
    }

    /** Answers whether a frame of data has none. */
    boolean isEmpty(FrameKind kind) {
        return switch (kind) {
            case TRADES, EARLIER_TRADES -> trades.count() == 0;
            case QUOTES -> quotes.count() == 0;
            case CANDLES -> candles.count() == 0;
            case BOOK -> books.count() == 0;
            default -> false;
        };
    }

    /** Notes what was wrong first. */
    void refuse(RejectReason why, int offset, int length) {
        if (!isRefused()) {
            reason = why;
            refusedOffset = offset;
            refusedLength = length;
        }
    }

    /** Answers what has become of a frame of a kind: that kind, unless something in it was refused. */
    FrameKind kindOr(FrameKind kind) {
        if (!isRefused()) {
            return kind;
        }
        refusedKind = kind;
        return FrameKind.REFUSED;
    }
}
