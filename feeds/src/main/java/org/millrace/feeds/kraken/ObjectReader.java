package org.millrace.feeds.kraken;

import org.agrona.DirectBuffer;
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
    boolean read(FrameKind kind, DirectBuffer buffer, int position, int behind) {
        int i = JsonBytes.skipSpace(buffer, position + 1, behind);
        if (buffer.getByte(i) == ']') {
            return true;
        }
        while (true) {
            start = i;
            end = row.scan(buffer, i, behind);
            if (end == JsonBytes.NONE) {
                return malformed(position, behind);
            }
            if (!row(kind, buffer)) {
                return false;
            }
            i = JsonBytes.skipSpace(buffer, end, behind);
            if (i == behind - 1) {
                return buffer.getByte(i) == ']' || malformed(position, behind);
            }
            if (i >= behind || buffer.getByte(i) != ',') {
                return malformed(position, behind);
            }
            i = JsonBytes.skipSpace(buffer, i + 1, behind);
        }
    }

    private boolean row(FrameKind kind, DirectBuffer buffer) {
        reader.begin();
        if (!take(buffer, SYMBOL) || !reader.symbol()) {
            return false;
        }
        return switch (kind) {
            case TRADE -> trade(buffer);
            case TICKER -> ticker(buffer);
            case BAR -> bar(buffer);
            default -> book(buffer);
        };
    }

    private boolean trade(DirectBuffer buffer) {
        return take(buffer, TIMESTAMP)
                && reader.time()
                && take(buffer, PRICE)
                && reader.price(KrakenMessage.PRICE)
                && take(buffer, QUANTITY)
                && reader.quantity(KrakenMessage.QUANTITY)
                && take(buffer, SIDE)
                && reader.side()
                && take(buffer, TRADE_ID)
                && reader.natural(KrakenMessage.TRADE_ID);
    }

    private boolean ticker(DirectBuffer buffer) {
        if (row.has(TIMESTAMP) && !(take(buffer, TIMESTAMP) && reader.time())) {
            return false;
        }
        return take(buffer, BID)
                && reader.price(KrakenMessage.BID)
                && take(buffer, BID_QUANTITY)
                && reader.quantity(KrakenMessage.BID_QUANTITY)
                && take(buffer, ASK)
                && reader.price(KrakenMessage.ASK)
                && take(buffer, ASK_QUANTITY)
                && reader.quantity(KrakenMessage.ASK_QUANTITY);
    }

    private boolean bar(DirectBuffer buffer) {
        return take(buffer, INTERVAL_BEGIN)
                && reader.time()
                && take(buffer, INTERVAL)
                && reader.interval()
                && price(buffer, OPEN, KrakenMessage.OPEN)
                && price(buffer, HIGH, KrakenMessage.HIGH)
                && price(buffer, LOW, KrakenMessage.LOW)
                && price(buffer, CLOSE, KrakenMessage.CLOSE)
                && take(buffer, VOLUME)
                && reader.quantity(KrakenMessage.VOLUME)
                && take(buffer, TRADES)
                && reader.natural(KrakenMessage.COUNT);
    }

    private boolean price(DirectBuffer buffer, int slot, int field) {
        return take(buffer, slot) && reader.price(field);
    }

    private boolean book(DirectBuffer buffer) {
        if (row.has(TIMESTAMP) && !(take(buffer, TIMESTAMP) && reader.time())) {
            return false;
        }
        if (!take(buffer, CHECKSUM) || !reader.checksum()) {
            return false;
        }
        boolean read = levels(buffer, BIDS, message.bids) && levels(buffer, ASKS, message.asks);
        message.set(KrakenMessage.BIDS_END, message.bids.count());
        message.set(KrakenMessage.ASKS_END, message.asks.count());
        return read;
    }

    private boolean levels(DirectBuffer buffer, int slot, Levels to) {
        int field = row.find(slot);
        if (field == JsonBytes.NONE || row.kind(field) != JsonFields.ARRAY) {
            return malformed(start, end);
        }
        int last = row.end(field) - 1;
        int i = JsonBytes.skipSpace(buffer, row.start(field) + 1, last);
        while (i < last) {
            int behind = level.scan(buffer, i, last);
            if (behind == JsonBytes.NONE || !level(buffer, i, behind, to)) {
                return behind != JsonBytes.NONE ? false : malformed(i, last);
            }
            i = JsonBytes.skipSpace(buffer, behind, last);
            if (i < last) {
                int next = JsonBytes.skipSpace(buffer, i + 1, last);
                if (buffer.getByte(i) != ',' || next == last) {
                    return malformed(i, last);
                }
                i = next;
            }
        }
        return true;
    }

    private boolean level(DirectBuffer buffer, int from, int to, Levels levels) {
        if (!reader.take(buffer, level, JsonFields.NAMED, from, to)) {
            return false;
        }
        long price = reader.levelPrice();
        return reader.take(buffer, level, JsonFields.NAMED + 1, from, to) && reader.level(price, levels);
    }

    private boolean take(DirectBuffer buffer, int slot) {
        return reader.take(buffer, row, slot, start, end);
    }

    private boolean malformed(int from, int to) {
        return reader.refuse(RejectReason.MALFORMED, from, to - from);
    }
}
