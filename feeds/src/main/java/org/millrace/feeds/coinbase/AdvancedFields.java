package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.JsonFields;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of Advanced Trade field by field, in any order: the envelope, its events, and what each holds. */
final class AdvancedFields implements FrameReader {
    private static final int CHANNEL = JsonFields.NAMED;
    private static final int TIMESTAMP = CHANNEL + 1;
    private static final int NUMBER = CHANNEL + 2;
    private static final int EVENTS = CHANNEL + 3;
    private static final int FRAME_TYPE = CHANNEL + 4;
    private static final int TYPE = JsonFields.NAMED;
    private static final int EVENT_PRODUCT = TYPE + 1;
    private static final int UPDATES = TYPE + 2;
    private static final int TRADES = TYPE + 3;
    private static final int TICKERS = TYPE + 4;
    private static final int CANDLES = TYPE + 5;
    private static final int PRODUCT = JsonFields.NAMED;
    private static final int SIDE = PRODUCT + 1;
    private static final int PRICE_LEVEL = PRODUCT + 2;
    private static final int NEW_QUANTITY = PRODUCT + 3;
    private static final int TRADE_ID = PRODUCT + 4;
    private static final int PRICE = PRODUCT + 5;
    private static final int SIZE = PRODUCT + 6;
    private static final int TIME = PRODUCT + 7;
    private static final int BEST_BID = PRODUCT + 8;
    private static final int BEST_BID_QUANTITY = PRODUCT + 9;
    private static final int BEST_ASK = PRODUCT + 10;
    private static final int BEST_ASK_QUANTITY = PRODUCT + 11;
    private static final int START = PRODUCT + 12;
    private static final int OPEN = PRODUCT + 13;
    private static final int HIGH = PRODUCT + 14;
    private static final int LOW = PRODUCT + 15;
    private static final int CLOSE = PRODUCT + 16;
    private static final int VOLUME = PRODUCT + 17;
    private static final byte[] SNAPSHOT = "snapshot".getBytes(US_ASCII);
    private static final byte[] UPDATE = "update".getBytes(US_ASCII);
    private static final byte[] BID = "bid".getBytes(US_ASCII);
    private static final byte[] OFFER = "offer".getBytes(US_ASCII);
    private static final byte[] BUY = "BUY".getBytes(US_ASCII);
    private static final byte[] SELL = "SELL".getBytes(US_ASCII);
    private static final byte[] ERROR = "error".getBytes(US_ASCII);
    private static final byte[] LEVELS = "l2_data".getBytes(US_ASCII);
    private static final byte[] MARKET_TRADES = "market_trades".getBytes(US_ASCII);
    private static final byte[] TICKER = "ticker".getBytes(US_ASCII);
    private static final byte[] HEARTBEATS = "heartbeats".getBytes(US_ASCII);
    private static final byte[] SUBSCRIPTIONS = "subscriptions".getBytes(US_ASCII);
    private static final byte[] CANDLE_ROWS = "candles".getBytes(US_ASCII);
    private static final byte[][] IGNORED = {"ticker_batch".getBytes(US_ASCII), "status".getBytes(US_ASCII)};

    private final JsonFields frame = new JsonFields("channel", "timestamp", "sequence_num", "events", "type");
    private final JsonFields event = new JsonFields("type", "product_id", "updates", "trades", "tickers", "candles");
    private final JsonFields item = new JsonFields(
            "product_id",
            "side",
            "price_level",
            "new_quantity",
            "trade_id",
            "price",
            "size",
            "time",
            "best_bid",
            "best_bid_quantity",
            "best_ask",
            "best_ask_quantity",
            "start",
            "open",
            "high",
            "low",
            "close",
            "volume");
    private final CoinbaseMessage message;
    private final FieldValues ofFrame;
    private final FieldValues ofEvent;
    private final FieldValues ofItem;
    private byte[] bytes;
    private boolean areTradesEarlier;

    AdvancedFields(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        this.message = message;
        ofFrame = new FieldValues(symbols, message);
        ofEvent = new FieldValues(symbols, message);
        ofItem = new FieldValues(symbols, message);
    }

    @Override
    public FrameKind read(byte[] from, int start, int end) {
        bytes = from;
        areTradesEarlier = false;
        int behind = frame.scan(from, start, end);
        if (behind == JsonBytes.NONE || JsonBytes.skipSpace(from, behind, end) != end) {
            message.refuse(RejectReason.MALFORMED, start, end - start);
            return message.kindOr(FrameKind.UNKNOWN);
        }
        ofFrame.of(from, frame);
        message.number(ofFrame.naturalOr(NUMBER, JsonBytes.NONE));
        message.venueSequence(Math.max(0, message.number()));
        message.time(ofFrame.timeOrNone(TIMESTAMP));
        FrameKind kind = kind();
        if (kind.templateId() != 0) {
            events(kind);
        }
        if (kind == FrameKind.QUOTES && message.quotes.count() == 0) {
            kind = FrameKind.IGNORED;
        }
        return message.kindOr(areTradesEarlier ? FrameKind.EARLIER_TRADES : kind);
    }

    private FrameKind kind() {
        if (ofFrame.is(CHANNEL, LEVELS)) {
            return FrameKind.BOOK;
        }
        if (ofFrame.is(CHANNEL, TICKER)) {
            return FrameKind.QUOTES;
        }
        if (ofFrame.is(CHANNEL, MARKET_TRADES)) {
            return FrameKind.TRADES;
        }
        if (ofFrame.is(CHANNEL, CANDLE_ROWS)) {
            return FrameKind.CANDLES;
        }
        if (ofFrame.is(CHANNEL, HEARTBEATS)) {
            return FrameKind.HEARTBEAT;
        }
        if (ofFrame.is(CHANNEL, SUBSCRIPTIONS)) {
            return FrameKind.SUBSCRIPTIONS;
        }
        for (byte[] channel : IGNORED) {
            if (ofFrame.is(CHANNEL, channel)) {
                return FrameKind.IGNORED;
            }
        }
        return ofFrame.is(FRAME_TYPE, ERROR) ? FrameKind.ERROR : FrameKind.UNKNOWN;
    }

    private void events(FrameKind kind) {
        int field = ofFrame.array(EVENTS);
        if (field == JsonBytes.NONE) {
            return;
        }
        int end = frame.end(field);
        int position = first(frame.start(field), end);
        while (position < end - 1 && !message.isRefused()) {
            int behind = event.scan(bytes, position, end);
            ofEvent.of(bytes, event);
            if (behind != JsonBytes.NONE) {
                event(kind);
            }
            position = next(behind, end, frame.start(field));
        }
    }

    private void event(FrameKind kind) {
        boolean isSnapshot = ofEvent.isFirst(TYPE, SNAPSHOT, UPDATE);
        switch (kind) {
            case BOOK -> {
                CoinbaseInstrument of = ofEvent.product(EVENT_PRODUCT);
                if (of != null) {
                    message.books.begin(of, isSnapshot);
                    items(kind, UPDATES, of);
                }
            }
            case TRADES -> {
                areTradesEarlier |= isSnapshot;
                int from = message.trades.count();
                items(kind, TRADES, null);
                message.trades.oldestFirst(from);
            }
            case CANDLES -> items(kind, CANDLES, null);
            default -> items(kind, TICKERS, null);
        }
    }

    private void items(FrameKind kind, int slot, CoinbaseInstrument of) {
        int field = ofEvent.array(slot);
        if (field == JsonBytes.NONE) {
            return;
        }
        int start = event.start(field);
        int end = event.end(field);
        int position = first(start, end);
        while (position < end - 1 && !message.isRefused()) {
            int behind = item.scan(bytes, position, end);
            ofItem.of(bytes, item);
            if (behind != JsonBytes.NONE) {
                switch (kind) {
                    case BOOK -> level(of);
                    case TRADES -> trade();
                    case CANDLES -> candle();
                    default -> quote();
                }
            }
            position = next(behind, end, start);
        }
    }

    private void level(CoinbaseInstrument of) {
        boolean isBid = ofItem.isFirst(SIDE, BID, OFFER);
        long price = ofItem.decimal(PRICE_LEVEL, of.priceExponent());
        long quantity = ofItem.decimal(NEW_QUANTITY, of.quantityExponent());
        if (isBid) {
            message.books.bids.add(price, quantity);
        } else {
            message.books.asks.add(price, quantity);
        }
    }

    /** Reads a trade; the side that the venue gives is the maker's. */
    private void trade() {
        CoinbaseInstrument of = ofItem.product(PRODUCT);
        if (of != null) {
            long id = ofItem.natural(TRADE_ID);
            long price = ofItem.decimal(PRICE, of.priceExponent());
            long size = ofItem.decimal(SIZE, of.quantityExponent());
            boolean isBuy = ofItem.isFirst(SIDE, SELL, BUY);
            message.trades.add(of, id).last(price, size, ofItem.time(TIME), isBuy);
        }
    }

    private void quote() {
        CoinbaseInstrument of = ofItem.product(PRODUCT);
        if (of != null && (item.has(BEST_BID) || item.has(BEST_ASK))) { // until the end of 2023 there were none
            int price = of.priceExponent();
            int quantity = of.quantityExponent();
            message.quotes
                    .add(of)
                    .bid(ofItem.decimal(BEST_BID, price), ofItem.decimalOrZero(BEST_BID_QUANTITY, quantity))
                    .ask(ofItem.decimal(BEST_ASK, price), ofItem.decimalOrZero(BEST_ASK_QUANTITY, quantity));
        }
    }

    private void candle() {
        CoinbaseInstrument of = ofItem.product(PRODUCT);
        if (of != null) {
            int price = of.priceExponent();
            message.candles
                    .add(of, ofItem.seconds(START))
                    .last(
                            ofItem.decimal(OPEN, price),
                            ofItem.decimal(HIGH, price),
                            ofItem.decimal(LOW, price),
                            ofItem.decimal(CLOSE, price),
                            ofItem.decimal(VOLUME, of.quantityExponent()));
        }
    }

    /** Returns where the first element of an array begins, or its closing bracket stands. */
    private int first(int arrayStart, int arrayEnd) {
        return JsonBytes.skipSpace(bytes, arrayStart + 1, arrayEnd);
    }

    /** Returns where the next element begins, or the closing bracket stands; refuses what is neither. */
    private int next(int behind, int arrayEnd, int arrayStart) {
        int position = behind == JsonBytes.NONE ? arrayEnd : JsonBytes.skipSpace(bytes, behind, arrayEnd);
        if (position < arrayEnd - 1 && bytes[position] == ',') {
            position = JsonBytes.skipSpace(bytes, position + 1, arrayEnd);
            if (position < arrayEnd - 1) {
                return position;
            }
        } else if (position == arrayEnd - 1) {
            return position;
        }
        message.refuse(RejectReason.MALFORMED, arrayStart, arrayEnd - arrayStart);
        return arrayEnd;
    }
}
