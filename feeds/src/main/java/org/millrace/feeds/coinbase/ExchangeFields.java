package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.Refusals;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of the Exchange feed field by field, in any order. */
final class ExchangeFields implements FrameReader {
    private static final int TYPE = JsonFields.NAMED;
    private static final int PRODUCT = TYPE + 1;
    private static final int TIME = TYPE + 2;
    private static final int TRADE_ID = TYPE + 3;
    private static final int SIDE = TYPE + 4;
    private static final int SIZE = TYPE + 5;
    private static final int PRICE = TYPE + 6;
    private static final int SEQUENCE = TYPE + 7;
    private static final int CHANGES = TYPE + 8;
    private static final int BEST_BID = TYPE + 9;
    private static final int BEST_BID_SIZE = TYPE + 10;
    private static final int BEST_ASK = TYPE + 11;
    private static final int BEST_ASK_SIZE = TYPE + 12;
    private static final int LAST_TRADE_ID = TYPE + 13;
    private static final int BIDS = TYPE + 14;
    private static final int ASKS = TYPE + 15;
    private static final String[] NAMES = {
        "type",
        "product_id",
        "time",
        "trade_id",
        "side",
        "size",
        "price",
        "sequence",
        "changes",
        "best_bid",
        "best_bid_size",
        "best_ask",
        "best_ask_size",
        "last_trade_id",
        "bids",
        "asks"
    };
    private static final byte[] BUY = "buy".getBytes(US_ASCII);
    private static final byte[] SELL = "sell".getBytes(US_ASCII);
    private static final byte[] MATCH = "match".getBytes(US_ASCII);
    private static final byte[] LAST_MATCH = "last_match".getBytes(US_ASCII);
    private static final byte[] TICKER = "ticker".getBytes(US_ASCII);
    private static final byte[] UPDATE = "l2update".getBytes(US_ASCII);
    private static final byte[] SNAPSHOT = "snapshot".getBytes(US_ASCII);
    private static final byte[] HEARTBEAT = "heartbeat".getBytes(US_ASCII);
    private static final byte[] SUBSCRIPTIONS = "subscriptions".getBytes(US_ASCII);
    private static final byte[] ERROR = "error".getBytes(US_ASCII);
    private static final byte[][] IGNORED = {
        "status".getBytes(US_ASCII),
        "auction".getBytes(US_ASCII),
        "received".getBytes(US_ASCII),
        "open".getBytes(US_ASCII),
        "done".getBytes(US_ASCII),
        "change".getBytes(US_ASCII),
        "activate".getBytes(US_ASCII)
    };

    private final JsonFields fields = new JsonFields(NAMES);
    private final LevelReader levels = new LevelReader();
    private final ChangeReader changes = new ChangeReader();
    private final CoinbaseMessage message;
    private final FieldValues values;

    ExchangeFields(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        this.message = message;
        values = new FieldValues(symbols, message);
    }

    @Override
    public FrameKind read(byte[] bytes, int start, int end) {
        if (JsonBytes.isArrayOf('"', bytes, start, end)) {
            return FrameKind.IGNORED; // of level3
        }
        int behind = fields.scan(bytes, start, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(bytes, behind, end) != end) {
            message.refuse(RejectReason.MALFORMED, start, end - start);
            return message.kindOr(FrameKind.UNKNOWN);
        }
        values.of(bytes, fields);
        return message.kindOr(kind(bytes));
    }

    private FrameKind kind(byte[] bytes) {
        if (values.is(TYPE, UPDATE)) {
            return update(bytes);
        }
        if (values.is(TYPE, MATCH)) {
            return match();
        }
        if (values.is(TYPE, TICKER)) {
            return ticker();
        }
        if (values.is(TYPE, SNAPSHOT)) {
            return snapshot(bytes);
        }
        if (values.is(TYPE, LAST_MATCH)) {
            return lastMatch();
        }
        if (values.is(TYPE, HEARTBEAT)) {
            return heartbeat();
        }
        if (values.is(TYPE, SUBSCRIPTIONS)) {
            return FrameKind.SUBSCRIPTIONS;
        }
        return values.is(TYPE, ERROR) ? FrameKind.ERROR : other();
    }

    private FrameKind other() {
        for (byte[] type : IGNORED) {
            if (values.is(TYPE, type)) {
                return FrameKind.IGNORED;
            }
        }
        return FrameKind.UNKNOWN;
    }

    /** Reads a trade; the side that the venue gives is the maker's. */
    private FrameKind match() {
        CoinbaseInstrument of = values.product(PRODUCT);
        if (of != null) {
            long id = values.natural(TRADE_ID);
            long price = values.decimal(PRICE, of.priceExponent());
            long size = values.decimal(SIZE, of.quantityExponent());
            boolean isBuy = values.isFirst(SIDE, SELL, BUY);
            message.trades.add(of, id).last(price, size, values.time(TIME), isBuy);
        }
        return FrameKind.TRADES;
    }

    private FrameKind lastMatch() {
        match();
        return FrameKind.LAST_TRADE;
    }

    private FrameKind ticker() {
        CoinbaseInstrument of = values.product(PRODUCT);
        if (of != null) {
            message.venueSequence(values.naturalOr(SEQUENCE, 0));
            message.time(values.timeOrNone(TIME));
            int price = of.priceExponent();
            int quantity = of.quantityExponent();
            message.quotes
                    .add(of)
                    .bid(values.decimal(BEST_BID, price), values.decimalOrZero(BEST_BID_SIZE, quantity))
                    .ask(values.decimal(BEST_ASK, price), values.decimalOrZero(BEST_ASK_SIZE, quantity));
        }
        return FrameKind.QUOTES;
    }

    private FrameKind heartbeat() {
        if (values.product(PRODUCT) != null) {
            message.time(values.timeOrNone(TIME));
            message.lastTradeId(values.naturalOr(LAST_TRADE_ID, JsonBytes.NONE));
        }
        return FrameKind.HEARTBEAT;
    }

    private FrameKind snapshot(byte[] bytes) {
        CoinbaseInstrument of = values.product(PRODUCT);
        if (of != null) {
            message.time(values.timeOrNone(TIME));
            message.books.begin(of, true);
            side(bytes, BIDS, of, message.books.bids);
            side(bytes, ASKS, of, message.books.asks);
        }
        return FrameKind.BOOK;
    }

    private void side(byte[] bytes, int slot, CoinbaseInstrument of, Levels to) {
        int field = values.array(slot);
        if (field != JsonBytes.NONE && !levels.lenient(bytes, fields.start(field) + 1, fields.end(field), of, to)) {
            message.refuse(Refusals.reason(levels.error()), levels.errorStart(), levels.errorLength());
        }
    }

    private FrameKind update(byte[] bytes) {
        CoinbaseInstrument of = values.product(PRODUCT);
        int field = of == null ? JsonBytes.NONE : values.array(CHANGES);
        if (field != JsonBytes.NONE) {
            message.time(values.timeOrNone(TIME));
            message.books.begin(of, false);
            changes.read(bytes, fields.start(field), fields.end(field), of, message);
        }
        return FrameKind.BOOK;
    }
}
