package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonScalar;
import org.millrace.feeds.venue.FrameBytes;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads frames of both protocols: v1's data are arrays, all else are objects that say what they are; those that are written
 * as always are read straight through.
 */
final class KrakenDecoder {
    /** Bytes behind a frame that loads may touch; an array that ends sooner makes the frame be copied. */
    private static final int SLACK = StraightReader.SLACK;

    private static final int CHANNEL = JsonFields.NAMED;
    private static final int TYPE = CHANNEL + 1;
    private static final int DATA = CHANNEL + 2;
    private static final int METHOD = CHANNEL + 3;
    private static final int RESULT = CHANNEL + 4;
    private static final int SUCCESS = CHANNEL + 5;
    private static final int EVENT = CHANNEL + 6;
    private static final int ERROR = CHANNEL + 7;
    private static final int OLD_ERROR = CHANNEL + 8;
    private static final int TIMESTAMP = CHANNEL + 9;
    private static final String[] NAMES = {
        "channel", "type", "data", "method", "result", "success", "event", "error", "Error", "timestamp"
    };
    private static final int RESULT_CHANNEL = JsonFields.NAMED;
    private static final int RESULT_SYMBOL = RESULT_CHANNEL + 1;
    private static final int RESULT_DEPTH = RESULT_CHANNEL + 2;
    private static final byte[] TRADE = bytes("trade");
    private static final byte[] TICKER = bytes("ticker");
    private static final byte[] BOOK = bytes("book");
    private static final byte[] INSTRUMENT = bytes("instrument");
    private static final byte[] OHLC = bytes("ohlc");
    private static final byte[] SNAPSHOT = bytes("snapshot");
    private static final byte[] UPDATE = bytes("update");
    private static final byte[] SUBSCRIBE = bytes("subscribe");
    private static final byte[][] CONTROL = {
        bytes("heartbeat"),
        bytes("status"),
        bytes("systemStatus"),
        bytes("subscriptionStatus"),
        bytes("pong"),
        bytes("error")
    };

    private final JsonFields fields = new JsonFields(NAMES);
    private final JsonFields result = new JsonFields("channel", "symbol", "depth");
    private final JsonScalar word = new JsonScalar();
    private final KrakenMessage message = new KrakenMessage();
    private final RowReader rows;
    private final StraightRows straight;
    private final ObjectReader objects;
    private final ArrayReader arrays;
    private final FrameBytes frame = new FrameBytes(SLACK);
    private int end;
    private int refusedTemplateId;
    private long fallBacks;

    KrakenDecoder(SymbolTable<KrakenInstrument> symbols) {
        rows = new RowReader(symbols, message);
        straight = new StraightRows(symbols, message);
        objects = new ObjectReader(message, rows);
        arrays = new ArrayReader(message, rows);
    }

    /** Returns what the last frame said; refilled by the next. */
    KrakenMessage message() {
        return message;
    }

    /** Returns the array that offsets in the message refer to. */
    byte[] source() {
        return frame.array();
    }

    /** Returns where the frame ends in {@link #source()}. */
    int end() {
        return end;
    }

    /** Returns the template of the event that the last frame, which was refused, was to become; 0 = not known. */
    int refusedTemplateId() {
        return refusedTemplateId;
    }

    /** Returns how many frames were not read straight through. */
    long fallBacks() {
        return fallBacks;
    }

    /** Reads a frame; REFUSED: the message says why. */
    FrameKind decode(DirectBuffer buffer, int from, int length) {
        frame.wrap(buffer, from, length);
        byte[] bytes = frame.array();
        int offset = frame.start();
        end = frame.end();
        refusedTemplateId = 0;
        message.begin();
        rows.begin();
        FrameKind kind = straight.read(bytes, offset, end);
        if (kind != FrameKind.UNKNOWN) {
            return kind;
        }
        fallBacks++;
        message.begin();
        int start = JsonBytes.skipSpace(bytes, offset, end);
        if (start < end && bytes[start] == '[') {
            return array(bytes, start);
        }
        int behind = fields.scan(bytes, start, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(bytes, behind, end) != end) {
            message.refuse(RejectReason.MALFORMED, null, offset, length);
            return FrameKind.REFUSED;
        }
        return object(bytes, start);
    }

    private FrameKind array(byte[] bytes, int start) {
        FrameKind kind = arrays.read(bytes, start, end);
        if (kind == FrameKind.REFUSED) {
            refusedTemplateId = arrays.kindOf(bytes).templateId();
        }
        return kind;
    }

    private FrameKind object(byte[] bytes, int start) {
        if (fields.has(CHANNEL)) {
            FrameKind kind = word.take(bytes, fields, CHANNEL) ? channel() : FrameKind.UNKNOWN;
            return kind.isData() || kind == FrameKind.INSTRUMENT ? data(kind, bytes, start) : kind;
        }
        if (fields.has(METHOD)) {
            return answer(bytes);
        }
        if (fields.has(EVENT)) {
            return word.take(bytes, fields, EVENT) && isControl() ? FrameKind.CONTROL : FrameKind.UNKNOWN;
        }
        return fields.has(ERROR) || fields.has(OLD_ERROR) ? FrameKind.CONTROL : FrameKind.UNKNOWN;
    }

    private FrameKind data(FrameKind kind, byte[] bytes, int start) {
        int data = fields.find(DATA);
        if (kind == FrameKind.INSTRUMENT) {
            return kind;
        }
        boolean hasType = word.take(bytes, fields, TYPE) && (word.is(SNAPSHOT) || word.is(UPDATE));
        if (!hasType || data == JsonBytes.NONE || fields.kind(data) != JsonFields.ARRAY) {
            message.refuse(RejectReason.MALFORMED, null, start, end - start);
            refusedTemplateId = kind.templateId();
            return FrameKind.REFUSED;
        }
        message.snapshot(word.is(SNAPSHOT));
        boolean isTimed = kind == FrameKind.BAR && fields.has(TIMESTAMP);
        boolean isInTime = !isTimed || (rows.take(bytes, fields, TIMESTAMP, start, end) && rows.sent());
        if (!isInTime || !objects.read(kind, bytes, fields.start(data), fields.end(data))) {
            refusedTemplateId = kind.templateId();
            return FrameKind.REFUSED;
        }
        return kind;
    }

    private FrameKind channel() {
        if (word.is(BOOK)) {
            return FrameKind.BOOK;
        }
        if (word.is(TRADE)) {
            return FrameKind.TRADE;
        }
        if (word.is(TICKER)) {
            return FrameKind.TICKER;
        }
        if (word.is(INSTRUMENT)) {
            return FrameKind.INSTRUMENT;
        }
        if (word.is(OHLC)) {
            return FrameKind.BAR;
        }
        return isControl() ? FrameKind.CONTROL : FrameKind.UNKNOWN;
    }

    /** Reads the answer to a request: where it grants a book, its depth. */
    private FrameKind answer(byte[] bytes) {
        int success = fields.find(SUCCESS);
        int granted = fields.find(RESULT);
        boolean isBook = word.take(bytes, fields, METHOD)
                && word.is(SUBSCRIBE)
                && success != JsonBytes.NONE
                && fields.kind(success) == JsonFields.TRUE
                && granted != JsonBytes.NONE
                && result.scan(bytes, fields.start(granted), end) != JsonBytes.NONE
                && word.take(bytes, result, RESULT_CHANNEL)
                && word.is(BOOK)
                && word.take(bytes, result, RESULT_DEPTH)
                && word.natural() > 0
                && word.natural() <= Integer.MAX_VALUE;
        if (!isBook) {
            return FrameKind.CONTROL;
        }
        long depth = word.natural();
        if (!rows.scalar().take(bytes, result, RESULT_SYMBOL) || !rows.symbol()) {
            return FrameKind.CONTROL; // of a pair that is none of ours
        }
        message.set(KrakenMessage.DEPTH, depth);
        return FrameKind.SUBSCRIBED;
    }

    private boolean isControl() {
        for (byte[] each : CONTROL) {
            if (word.is(each)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
