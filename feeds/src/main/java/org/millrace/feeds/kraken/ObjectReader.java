package org.millrace.feeds.kraken;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.Levels;

/** Reads the rows that a frame of v2 has under {@code data}, objects whose fields stand in any order. */
final class ObjectReader {
    private static final int SYMBOL = JsonFields.NAMED;
    private static final int TIMESTAMP = SYMBOL + 1;
    private static final int PRICE = SYMBOL + 2;
    private static final int QUANTITY = SYMBOL + 3;
    private static final int SIDE = SYMBOL + 4;
    private static final int TRADE_ID = SYMBOL + 5;
    private static final int BID = SYMBOL + 6;
    private static final int BID_QUANTITY = SYMBOL + 7;
    private static final int ASK = SYMBOL + 8;
    private static final int ASK_QUANTITY = SYMBOL + 9;
    private static final int BIDS = SYMBOL + 10;
    private static final int ASKS = SYMBOL + 11;
    private static final int CHECKSUM = SYMBOL + 12;
    private static final int OPEN = SYMBOL + 13;
    private static final int HIGH = SYMBOL + 14;
    private static final int LOW = SYMBOL + 15;
    private static final int CLOSE = SYMBOL + 16;
    private static final int VOLUME = SYMBOL + 17;
    private static final int TRADES = SYMBOL + 18;
    private static final int INTERVAL_BEGIN = SYMBOL + 19;
    private static final int INTERVAL = SYMBOL + 20;
    private static final String[] NAMES = {
        "symbol",
        "timestamp",
        "price",
        "qty",
        "side",
        "trade_id",
        "bid",
        "bid_qty",
        "ask",
        "ask_qty",
        "bids",
        "asks",
        "checksum",
        "open",
        "high",
        "low",
        "close",
        "volume",
        "trades",
        "interval_begin",
        "interval"
    };

    private final KrakenMessage message;
    private final RowReader reader;
    private final JsonFields row = new JsonFields(NAMES);
    private final JsonFields level = new JsonFields("price", "qty");
    private int start; // of the row being read
    private int end;

    ObjectReader(KrakenMessage message, RowReader reader) {
        this.message = message;
        this.reader = reader;
    }

    /**
     * Reads all rows.
     *
     * @param position of the bracket that opens them
     * @param behind   the bracket that closes them
     * @return whether all could be read; otherwise the message says why not
     */
    boolean read(FrameKind kind, byte[] bytes, int position, int behind) {
        int i = JsonBytes.skipSpace(bytes, position + 1, behind);
        if (bytes[i] == ']') {
            return true;
        }
        while (true) {
            start = i;
            end = row.scan(bytes, i, behind);
            if (end == JsonBytes.NONE) {
                return malformed(position, behind);
            }
            if (!row(kind, bytes)) {
                return false;
            }
            i = JsonBytes.skipSpace(bytes, end, behind);
            if (i == behind - 1) {
                return bytes[i] == ']' || malformed(position, behind);
            }
            if (i >= behind || bytes[i] != ',') {
                return malformed(position, behind);
            }
            i = JsonBytes.skipSpace(bytes, i + 1, behind);
        }
    }

    private boolean row(FrameKind kind, byte[] bytes) {
        reader.begin();
        if (!take(bytes, SYMBOL) || !reader.symbol()) {
            return false;
        }
        return switch (kind) {
            case TRADE -> trade(bytes);
            case TICKER -> ticker(bytes);
            case BAR -> bar(bytes);
            default -> book(bytes);
        };
    }

    private boolean trade(byte[] bytes) {
        return take(bytes, TIMESTAMP)
                && reader.time()
                && take(bytes, PRICE)
                && reader.price(KrakenMessage.PRICE)
                && take(bytes, QUANTITY)
                && reader.quantity(KrakenMessage.QUANTITY)
                && take(bytes, SIDE)
                && reader.side()
                && take(bytes, TRADE_ID)
                && reader.natural(KrakenMessage.TRADE_ID);
    }

    private boolean ticker(byte[] bytes) {
        if (row.has(TIMESTAMP) && !(take(bytes, TIMESTAMP) && reader.time())) {
            return false;
        }
        return take(bytes, BID)
                && reader.price(KrakenMessage.BID)
                && take(bytes, BID_QUANTITY)
                && reader.quantity(KrakenMessage.BID_QUANTITY)
                && take(bytes, ASK)
                && reader.price(KrakenMessage.ASK)
                && take(bytes, ASK_QUANTITY)
                && reader.quantity(KrakenMessage.ASK_QUANTITY);
    }

    private boolean bar(byte[] bytes) {
        return take(bytes, INTERVAL_BEGIN)
                && reader.time()
                && take(bytes, INTERVAL)
                && reader.interval()
                && price(bytes, OPEN, KrakenMessage.OPEN)
                && price(bytes, HIGH, KrakenMessage.HIGH)
                && price(bytes, LOW, KrakenMessage.LOW)
                && price(bytes, CLOSE, KrakenMessage.CLOSE)
                && take(bytes, VOLUME)
                && reader.quantity(KrakenMessage.VOLUME)
                && take(bytes, TRADES)
                && reader.natural(KrakenMessage.COUNT);
    }

    private boolean price(byte[] bytes, int slot, int field) {
        return take(bytes, slot) && reader.price(field);
    }

    private boolean book(byte[] bytes) {
        if (row.has(TIMESTAMP) && !(take(bytes, TIMESTAMP) && reader.time())) {
            return false;
        }
        if (!take(bytes, CHECKSUM) || !reader.checksum()) {
            return false;
        }
        boolean read = levels(bytes, BIDS, message.bids) && levels(bytes, ASKS, message.asks);
        message.set(KrakenMessage.BIDS_END, message.bids.count());
        message.set(KrakenMessage.ASKS_END, message.asks.count());
        return read;
    }

    private boolean levels(byte[] bytes, int slot, Levels to) {
        int field = row.find(slot);
        if (field == JsonBytes.NONE || row.kind(field) != JsonFields.ARRAY) {
            return malformed(start, end);
        }
        int last = row.end(field) - 1;
        int i = JsonBytes.skipSpace(bytes, row.start(field) + 1, last);
        while (i < last) {
            int behind = level.scan(bytes, i, last);
            if (behind == JsonBytes.NONE || !level(bytes, i, behind, to)) {
                return behind != JsonBytes.NONE ? false : malformed(i, last);
            }
            i = JsonBytes.skipSpace(bytes, behind, last);
            if (i < last) {
                int next = JsonBytes.skipSpace(bytes, i + 1, last);
                if (bytes[i] != ',' || next == last) {
                    return malformed(i, last);
                }
                i = next;
            }
        }
        return true;
    }

    private boolean level(byte[] bytes, int from, int to, Levels levels) {
        if (!reader.take(bytes, level, JsonFields.NAMED, from, to)) {
            return false;
        }
        long price = reader.levelPrice();
        return reader.take(bytes, level, JsonFields.NAMED + 1, from, to) && reader.level(price, levels);
    }

    private boolean take(byte[] bytes, int slot) {
        return reader.take(bytes, row, slot, start, end);
    }

    private boolean malformed(int from, int to) {
        return reader.refuse(RejectReason.MALFORMED, from, to - from);
    }
}
