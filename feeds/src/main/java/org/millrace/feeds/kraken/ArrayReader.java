package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.json.JsonItems;
import org.millrace.feeds.json.JsonScalar;
import org.millrace.feeds.venue.Levels;

/** Reads the frames of v1 that hold data: {@code [channel, payload …, channel's name, pair]}. */
final class ArrayReader {
    private static final int SHORTEST = 4;
    private static final int AS = JsonFields.NAMED;
    private static final int BS = AS + 1;
    private static final int SHORTEST_LEVEL = 3;
    private static final int SHORTEST_TRADE = 4;
    private static final int LOTS = 2; // place of a ticker's quantity, behind the price and whole lots
    private static final int BAR_VALUES = 9;
    private static final int DEFAULT_DEPTH = 10;
    private static final int DEFAULT_MINUTES = 1;
    private static final int MAX_DEPTH_DIGITS = 4;
    private static final int MAX_MINUTE_DIGITS = 5;
    private static final byte[] TRADE = "trade".getBytes(UTF_8);
    private static final byte[] TICKER = "ticker".getBytes(UTF_8);
    private static final byte[] SPREAD = "spread".getBytes(UTF_8);
    private static final byte[] OHLC = "ohlc".getBytes(UTF_8);
    private static final byte[] BOOK = "book".getBytes(UTF_8);

    private final KrakenMessage message;
    private final RowReader reader;
    private final JsonItems frame = new JsonItems();
    private final JsonItems items = new JsonItems();
    private final JsonFields payload = new JsonFields("as", "bs");
    private int depth;
    private int interval;

    ArrayReader(KrakenMessage message, RowReader reader) {
        this.message = message;
        this.reader = reader;
    }

    /** Reads a frame; REFUSED: the message says why. */
    FrameKind read(byte[] bytes, int position, int end) {
        reader.begin();
        int behind = frame.scan(bytes, position, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(bytes, behind, end) != end) {
            malformed(position, end);
            return FrameKind.REFUSED;
        }
        int name = frame.count() - 2;
        if (frame.count() < SHORTEST || !reader.take(bytes, frame, name, position, end)) {
            return FrameKind.UNKNOWN;
        }
        FrameKind kind = kind(reader.scalar());
        if (!kind.isData()) {
            return kind;
        }
        boolean read = reader.take(bytes, frame, name + 1, position, end) && reader.symbol() && rows(kind, bytes);
        return read ? kind : FrameKind.REFUSED;
    }

    /** Returns what the frame read last was to become, where it was refused. */
    FrameKind kindOf(byte[] bytes) {
        int name = frame.count() - 2;
        return name > 0 && reader.scalar().take(bytes, frame, name) ? kind(reader.scalar()) : FrameKind.UNKNOWN;
    }

    private FrameKind kind(JsonScalar name) {
        if (!name.isText()) {
            return FrameKind.UNKNOWN;
        }
        if (name.is(TRADE)) {
            return FrameKind.TRADE;
        }
        if (name.is(TICKER)) {
            return FrameKind.TICKER;
        }
        if (name.is(SPREAD)) {
            return FrameKind.IGNORED;
        }
        if (name.startsWith(OHLC)) {
            interval = Intervals.index(number(name, OHLC.length, DEFAULT_MINUTES, MAX_MINUTE_DIGITS));
            return interval < 0 ? FrameKind.UNKNOWN : FrameKind.BAR;
        }
        depth = name.startsWith(BOOK) ? number(name, BOOK.length, DEFAULT_DEPTH, MAX_DEPTH_DIGITS) : 0;
        return depth > 0 ? FrameKind.BOOK : FrameKind.UNKNOWN;
    }

    /** Reads the number behind a channel's word and a dash; 0: there is something else. */
    private static int number(JsonScalar name, int wordLength, int unsaid, int mostDigits) {
        int digits = name.length() - wordLength - 1;
        int from = name.start() + wordLength;
        if (digits < 0) {
            return unsaid;
        }
        boolean isNumber = digits >= 1
                && digits <= mostDigits
                && name.source()[from] == '-'
                && JsonBytes.digitCount(name.source(), from + 1) >= digits;
        return isNumber ? (int) JsonBytes.natural(name.source(), from + 1, digits) : 0;
    }

    private boolean rows(FrameKind kind, byte[] bytes) {
        for (int part = 1; part < frame.count() - 2; part++) {
            boolean isArray = kind == FrameKind.TRADE || kind == FrameKind.BAR;
            if (frame.kind(part) != (isArray ? JsonFields.ARRAY : JsonFields.OBJECT)) {
                return malformed(frame.start(part), frame.end(part));
            }
        }
        return switch (kind) {
            case TRADE -> trades(bytes, frame.start(1), frame.end(1));
            case TICKER -> ticker(bytes, frame.start(1), frame.end(1));
            case BAR -> bar(bytes, frame.start(1), frame.end(1));
            default -> book(bytes);
        };
    }

    /** Reads {@code [[price, volume, time, side, …], …]}, a row each; the pair has begun the first. */
    private boolean trades(byte[] bytes, int from, int to) {
        KrakenInstrument of = message.instrument(0);
        int i = first(bytes, from, to);
        boolean isFirst = true;
        while (i < to - 1 && i != JsonBytes.NONE) {
            if (!isFirst) {
                reader.begin(of);
            }
            isFirst = false;
            int behind = items.scan(bytes, i, to);
            if (behind == JsonBytes.NONE || items.count() < SHORTEST_TRADE) {
                return malformed(i, to);
            }
            boolean read = take(bytes, 0, i, behind)
                    && reader.price(KrakenMessage.PRICE)
                    && take(bytes, 1, i, behind)
                    && reader.quantity(KrakenMessage.QUANTITY)
                    && take(bytes, 2, i, behind)
                    && reader.seconds()
                    && take(bytes, SHORTEST_TRADE - 1, i, behind)
                    && reader.sideLetter();
            if (!read) {
                return false;
            }
            i = next(bytes, behind, to);
        }
        return (i != JsonBytes.NONE && !isFirst) || malformed(from, to);
    }

    /** Reads {@code [time, end, open, high, low, close, mean, volume, count]}. */
    private boolean bar(byte[] bytes, int from, int to) {
        if (items.scan(bytes, from, to) == JsonBytes.NONE || items.count() < BAR_VALUES) {
            return malformed(from, to);
        }
        return take(bytes, 0, from, to)
                && reader.sentSeconds()
                && take(bytes, 1, from, to)
                && reader.barEnd(interval)
                && take(bytes, 2, from, to)
                && reader.price(KrakenMessage.OPEN)
                && take(bytes, 3, from, to)
                && reader.price(KrakenMessage.HIGH)
                && take(bytes, 4, from, to)
                && reader.price(KrakenMessage.LOW)
                && take(bytes, 5, from, to)
                && reader.price(KrakenMessage.CLOSE)
                && take(bytes, 7, from, to)
                && reader.quantity(KrakenMessage.VOLUME)
                && take(bytes, 8, from, to)
                && reader.natural(KrakenMessage.COUNT);
    }

    private boolean ticker(byte[] bytes, int from, int to) {
        if (payload.scan(bytes, from, to) == JsonBytes.NONE) {
            return malformed(from, to);
        }
        return best(bytes, 'b', KrakenMessage.BID, KrakenMessage.BID_QUANTITY)
                && best(bytes, 'a', KrakenMessage.ASK, KrakenMessage.ASK_QUANTITY);
    }

    private boolean best(byte[] bytes, char side, int price, int quantity) {
        int field = payload.find(side);
        if (field == JsonBytes.NONE || items.scan(bytes, payload.start(field), payload.end(field)) == JsonBytes.NONE) {
            return malformed(frame.start(1), frame.end(1));
        }
        int from = payload.start(field);
        int to = payload.end(field);
        return take(bytes, 0, from, to)
                && reader.price(price)
                && take(bytes, LOTS, from, to)
                && reader.quantity(quantity);
    }

    /** Reads one payload, or two where both sides change. */
    private boolean book(byte[] bytes) {
        message.set(KrakenMessage.DEPTH, depth);
        for (int part = 1; part < frame.count() - 2; part++) {
            int from = frame.start(part);
            int to = frame.end(part);
            if (payload.scan(bytes, from, to) == JsonBytes.NONE) {
                return malformed(from, to);
            }
            boolean isSnapshot = payload.has(AS) || payload.has(BS);
            boolean isChange = payload.has('a') || payload.has('b');
            if (isSnapshot == isChange || (part > 1 && isSnapshot != message.isSnapshot())) {
                return malformed(from, to);
            }
            message.snapshot(isSnapshot);
            boolean read = isSnapshot
                    ? levels(bytes, BS, message.bids) && levels(bytes, AS, message.asks)
                    : levels(bytes, 'b', message.bids) && levels(bytes, 'a', message.asks);
            if (!read || (payload.has('c') && !(takeChecksum(bytes, from, to) && reader.checksum()))) {
                return false;
            }
        }
        message.set(KrakenMessage.BIDS_END, message.bids.count());
        message.set(KrakenMessage.ASKS_END, message.asks.count());
        boolean isWhole = message.isSnapshot() || message.value(0, KrakenMessage.CHECKSUM) != KrakenMessage.NONE;
        return isWhole || malformed(frame.start(1), frame.end(frame.count() - 2));
    }

    private boolean takeChecksum(byte[] bytes, int from, int to) {
        return reader.take(bytes, payload, 'c', from, to);
    }

    private boolean levels(byte[] bytes, int slot, Levels to) {
        int field = payload.find(slot);
        if (field == JsonBytes.NONE) {
            return true;
        }
        int from = payload.start(field);
        int end = payload.end(field);
        if (payload.kind(field) != JsonFields.ARRAY) {
            return malformed(from, end);
        }
        int i = first(bytes, from, end);
        while (i < end - 1 && i != JsonBytes.NONE) {
            int behind = items.scan(bytes, i, end);
            if (behind == JsonBytes.NONE || items.count() < SHORTEST_LEVEL) {
                return malformed(i, end);
            }
            if (!level(bytes, i, behind, to)) {
                return false;
            }
            i = next(bytes, behind, end);
        }
        return i != JsonBytes.NONE || malformed(from, end);
    }

    private boolean level(byte[] bytes, int from, int end, Levels to) {
        if (!take(bytes, 2, from, end) || !reader.seconds() || !take(bytes, 0, from, end)) {
            return false;
        }
        long price = reader.levelPrice();
        return take(bytes, 1, from, end) && reader.level(price, to);
    }

    /** Returns where the first of an array's items stands, or its closing bracket. */
    private static int first(byte[] bytes, int from, int end) {
        return bytes[from] == '[' ? JsonBytes.skipSpace(bytes, from + 1, end) : JsonBytes.NONE;
    }

    /** Returns where the next of an array's items stands, or its closing bracket; {@link JsonBytes#NONE}: neither. */
    private static int next(byte[] bytes, int behind, int end) {
        int i = JsonBytes.skipSpace(bytes, behind, end);
        if (i == end - 1) {
            return i;
        }
        if (i >= end || bytes[i] != ',') {
            return JsonBytes.NONE;
        }
        int item = JsonBytes.skipSpace(bytes, i + 1, end);
        return item < end - 1 ? item : JsonBytes.NONE;
    }

    private boolean take(byte[] bytes, int item, int from, int to) {
        return reader.take(bytes, items, item, from, to);
    }

    private boolean malformed(int from, int to) {
        return reader.refuse(RejectReason.MALFORMED, from, to - from);
    }
}
