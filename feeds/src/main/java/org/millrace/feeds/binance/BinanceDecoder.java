package org.millrace.feeds.binance;

import org.agrona.DirectBuffer;
import org.millrace.codecs.LittleEndian;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads frames. Trades, quotes and depth are expected as the venue has always written them ({@link TradeShape} and its
 * like); other kinds, and what is written otherwise, as the last of the kind was ({@link FrameShape}). What is written
 * otherwise again is scanned field by field, in any order, and its shape is expected from then on; where shapes change all
 * the time they are learnt ever more rarely, so that scanning does not cost twice.
 */
final class BinanceDecoder {
    /** Bytes behind a frame that loads may touch; an array that ends sooner makes the frame be copied. */
    static final int SLACK = 2 * JsonBytes.SLACK;

    private static final long STREAM_1 = word("{\"stream");
    private static final long STREAM_2 = word("\":\"");
    private static final long STREAM_2_MASK = 0xFFFFFFL;
    private static final long DATA = word("\",\"data\"");
    private static final long EVENT = word("{\"e\":\"");
    private static final long EVENT_MASK = 0xFFFFFFFFFFFFL;
    private static final int HINTS = 256;
    private static final int HINT_MASK = 127;
    private static final int SHORTEST = 16;
    private static final int MOST_PATIENCE = 1 << 16;

    private final FrameFields fields = new FrameFields();
    private final FieldReader reader;
    private final BinanceMessage message = new BinanceMessage();
    private final SymbolTable<BinanceInstrument> symbols;
    private final TradeShape trade;
    private final QuoteShape quote;
    private final DepthShape depth;
    private final FrameShape[] shapes = new FrameShape[HINTS];
    private final int[] misses = new int[HINTS]; // since the last hit
    private final int[] patience = new int[HINTS]; // misses at which a shape is learnt again
    private final FrameBytes frame = new FrameBytes(SLACK);
    private int payload;
    private int payloadEnd;
    private int end;
    private int refusedTemplateId;
    private long fallBacks;

    BinanceDecoder(SymbolTable<BinanceInstrument> symbols) {
        this.symbols = symbols;
        reader = new FieldReader(symbols);
        trade = new TradeShape(symbols);
        quote = new QuoteShape(symbols);
        depth = new DepthShape(symbols);
    }

    /** Returns what the last frame said; refilled by the next. */
    BinanceMessage message() {
        return message;
    }

    /** Returns the fields of the last frame of a kind that no event comes of. */
    FrameFields fields() {
        return fields;
    }

    /** Returns the array that offsets in the message refer to. */
    byte[] source() {
        return frame.array();
    }

    /** Returns where the last frame ends in {@link #source()}. */
    int end() {
        return end;
    }

    /** Returns the template of the event that the last frame, which was refused, was to become; 0 = not known. */
    int refusedTemplateId() {
        return refusedTemplateId;
    }

    /** Returns how many frames had no shape that was expected. */
    long fallBacks() {
        return fallBacks;
    }

    /** Reads a frame; REFUSED: the message says why. */
    FrameKind decode(DirectBuffer buffer, int from, int length) {
        frame.wrap(buffer, from, length);
        byte[] bytes = frame.array();
        int offset = frame.start();
        end = frame.end();
        message.begin();
        if (length < SHORTEST || !locate(bytes, offset)) {
            fallBacks++;
            return inAnyOrder(bytes, offset, JsonBytes.NONE);
        }
        FrameKind expected = asExpected(bytes);
        return expected != FrameKind.UNKNOWN ? expected : asBefore(bytes, offset);
    }

    /** Reads what is written as the venue has always written it; UNKNOWN: it is not. */
    private FrameKind asExpected(byte[] bytes) {
        long head = LittleEndian.longAt(bytes, payload);
        if (head == TradeShape.HEAD_1) {
            return trade.read(bytes, payload, payloadEnd, message) ? FrameKind.TRADE : FrameKind.UNKNOWN;
        }
        if (head == DepthShape.HEAD_1) {
            return depth.read(bytes, payload, payloadEnd, message) ? FrameKind.DEPTH : FrameKind.UNKNOWN;
        }
        return quote.read(bytes, payload, payloadEnd, message) ? FrameKind.BOOK_TICKER : FrameKind.UNKNOWN;
    }

    /** Reads what is written as the last frame of its kind was. */
    private FrameKind asBefore(byte[] bytes, int offset) {
        int hint = hint(bytes, payload);
        FrameShape shape = shapes[hint];
        message.begin();
        if (shape != null && shape.read(bytes, payload, payloadEnd, message)) {
            misses[hint] = 0;
            patience[hint] >>= 1;
            return shape.kind();
        }
        fallBacks++;
        message.begin();
        return inAnyOrder(bytes, offset, hint);
    }

    /** Finds the payload: the frame, or what the wrapper of combined streams holds; false if that is written otherwise. */
    private boolean locate(byte[] bytes, int offset) {
        if (LittleEndian.longAt(bytes, offset) != STREAM_1) {
            payload = offset;
            payloadEnd = end;
            return true;
        }
        int name = offset + Long.BYTES + 3;
        if ((LittleEndian.longAt(bytes, offset + Long.BYTES) & STREAM_2_MASK) != STREAM_2) {
            return false;
        }
        int quote = JsonBytes.textEnd(bytes, name, end);
        payload = quote + Long.BYTES + 1;
        payloadEnd = end - 1;
        return payload + SHORTEST < end
                && LittleEndian.longAt(bytes, quote) == DATA
                && bytes[payload - 1] == ':'
                && bytes[payloadEnd] == '}';
    }

    /** Returns what payloads of one kind and order have in common: a letter of the word of e, or that of the first key. */
    private static int hint(byte[] bytes, int position) {
        long word = LittleEndian.longAt(bytes, position);
        if ((word & EVENT_MASK) == EVENT) {
            return (int) (word >>> 48) & HINT_MASK;
        }
        return HINTS / 2 + ((int) (word >>> 16) & HINT_MASK);
    }

    private FrameKind inAnyOrder(byte[] bytes, int offset, int hint) {
        refusedTemplateId = 0;
        if (isOfAllMarkets(bytes, offset)) {
            return FrameKind.IGNORED;
        }
        if (!fields.scan(bytes, offset, end)) {
            message.refuse(RejectReason.MALFORMED, offset, end - offset);
            return FrameKind.REFUSED;
        }
        FrameKind kind = fields.kind(bytes);
        if (kind.fieldCount() == 0) {
            return kind;
        }
        if (!reader.read(kind, bytes, fields, message) || !chain(kind, bytes)) {
            refusedTemplateId = kind.templateId();
            if (message.refusedLength() == 0) {
                message.refuse(message.reason(), offset, end - offset);
            }
            return FrameKind.REFUSED;
        }
        if (hint != JsonBytes.NONE && !fields.hasPreviousId() && ++misses[hint] > patience[hint]) {
            learn(kind, bytes, hint);
        }
        return kind;
    }

    /** Answers whether a frame is an array of what is ignored by itself: tickers, or mark prices, of all markets. */
    private boolean isOfAllMarkets(byte[] bytes, int offset) {
        if (!JsonBytes.isArrayOf('{', bytes, offset, end)) {
            return false;
        }
        int first = JsonBytes.skipSpace(bytes, JsonBytes.skipSpace(bytes, offset, end) + 1, end);
        return fields.scan(bytes, first, JsonBytes.skipNested(bytes, first, end))
                && fields.kind(bytes) == FrameKind.IGNORED;
    }

    /** Takes the id that a change of futures follows on; false if it is no number. */
    private boolean chain(FrameKind kind, byte[] bytes) {
        if (kind != FrameKind.DEPTH || !fields.hasPreviousId()) {
            return true;
        }
        long previous = fields.previousId(bytes);
        message.previousId(previous);
        if (previous < 0) {
            message.refuse(RejectReason.MALFORMED, 0, 0);
        }
        return previous >= 0;
    }

    private void learn(FrameKind kind, byte[] bytes, int hint) {
        patience[hint] = Math.min(2 * patience[hint] + 1, MOST_PATIENCE);
        if (shapes[hint] == null) {
            shapes[hint] = new FrameShape(symbols);
        }
        shapes[hint].learn(kind, bytes, payload, payloadEnd, fields);
    }

    private static long word(String text) {
        long word = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            word = word << 8 | text.charAt(i);
        }
        return word;
    }
}
