package org.millrace.feeds.coinbase;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.Cursor;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of the Exchange feed as the venue has always written them; UNKNOWN: it is written otherwise. */
final class ExchangeShape implements FrameReader {
    private static final Literal UPDATE = new Literal("{\"type\":\"l2update\",\"product_id\":\"");
    private static final Literal CHANGES = new Literal("\",\"changes\":[[\"");
    private static final Literal BUY = new Literal("buy\",\"");
    private static final Literal SELL = new Literal("sell\",\"");
    private static final Literal BETWEEN = new Literal("\",\"");
    private static final Literal NEXT = new Literal("\"],[\"");
    private static final Literal CHANGES_END = new Literal("\"]],\"time\":\"");
    private static final Literal END = new Literal("\"}");
    private static final Literal MATCH = new Literal("{\"type\":\"match\",\"trade_id\":");
    private static final Literal MAKER = new Literal(",\"maker_order_id\":\"");
    private static final Literal TAKER = new Literal("\",\"taker_order_id\":\"");
    private static final Literal SIDE = new Literal("\",\"side\":\"");
    private static final Literal SELL_SIZE = new Literal("sell\",\"size\":\"");
    private static final Literal BUY_SIZE = new Literal("buy\",\"size\":\"");
    private static final Literal PRICE = new Literal("\",\"price\":\"");
    private static final Literal PRODUCT = new Literal("\",\"product_id\":\"");
    private static final Literal SEQUENCE = new Literal("\",\"sequence\":");
    private static final Literal TIME = new Literal(",\"time\":\"");
    private static final Literal TICKER = new Literal("{\"type\":\"ticker\",\"sequence\":");
    private static final Literal TICKER_PRODUCT = new Literal(",\"product_id\":\"");
    private static final Literal OPEN_24H = new Literal("\",\"open_24h\":\"");
    private static final Literal VOLUME_24H = new Literal("\",\"volume_24h\":\"");
    private static final Literal LOW_24H = new Literal("\",\"low_24h\":\"");
    private static final Literal HIGH_24H = new Literal("\",\"high_24h\":\"");
    private static final Literal VOLUME_30D = new Literal("\",\"volume_30d\":\"");
    private static final Literal BEST_BID = new Literal("\",\"best_bid\":\"");
    private static final Literal BEST_BID_SIZE = new Literal("\",\"best_bid_size\":\"");
    private static final Literal BEST_ASK = new Literal("\",\"best_ask\":\"");
    private static final Literal BEST_ASK_SIZE = new Literal("\",\"best_ask_size\":\"");
    private static final Literal TICKER_TIME = new Literal("\",\"time\":\"");
    private static final Literal TRADE_ID = new Literal("\",\"trade_id\":");
    private static final Literal LAST_SIZE = new Literal(",\"last_size\":\"");
    private static final Literal SNAPSHOT = new Literal("{\"type\":\"snapshot\",\"product_id\":\"");
    private static final Literal ASKS = new Literal("\",\"asks\":[");
    private static final Literal BIDS = new Literal("],\"bids\":[");
    private static final Literal SNAPSHOT_END = new Literal("]}");
    private static final Literal SNAPSHOT_TIME = new Literal("],\"time\":\"");

    private final Cursor cursor = new Cursor();
    private final Rfc3339 times = new Rfc3339();
    private final LevelReader levels = new LevelReader();
    private final SymbolTable<CoinbaseInstrument> symbols;
    private final CoinbaseMessage message;
    private DirectBuffer source;
    private int end;
    private boolean isNumberMissing; // one at least could not be read

    ExchangeShape(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    @Override
    public FrameKind read(DirectBuffer buffer, int start, int frameEnd) {
        source = buffer;
        end = frameEnd;
        isNumberMissing = false;
        cursor.wrap(buffer, start, frameEnd);
        if (cursor.skips(UPDATE)) {
            return update();
        }
        if (cursor.skips(MATCH)) {
            return match();
        }
        if (cursor.skips(TICKER)) {
            return ticker();
        }
        return cursor.skips(SNAPSHOT) ? snapshot() : FrameKind.UNKNOWN;
    }

    private FrameKind update() {
        CoinbaseInstrument of = product();
        cursor.expect(CHANGES);
        if (of == null || cursor.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, false);
        do {
            boolean isBid = cursor.skips(BUY);
            if (!isBid) {
                cursor.expect(SELL);
            }
            long price = decimal(of.priceExponent());
            cursor.expect(BETWEEN);
            long quantity = decimal(of.quantityExponent());
            if (isBid) {
                message.books.bids.add(price, quantity);
            } else {
                message.books.asks.add(price, quantity);
            }
        } while (!cursor.hasFailed() && cursor.skips(NEXT));
        cursor.expect(CHANGES_END);
        message.time(time());
        cursor.expect(END);
        return kindOf(FrameKind.BOOK);
    }

    private FrameKind match() {
        long id = cursor.natural();
        cursor.expect(MAKER);
        cursor.text();
        cursor.expect(TAKER);
        cursor.text();
        cursor.expect(SIDE);
        boolean isBuy = cursor.skips(SELL_SIZE); // the maker sold
        if (!isBuy) {
            cursor.expect(BUY_SIZE);
        }
        int size = cursor.text();
        int sizeLength = cursor.length();
        cursor.expect(PRICE);
        int price = cursor.text();
        int priceLength = cursor.length();
        cursor.expect(PRODUCT);
        CoinbaseInstrument of = product();
        cursor.expect(SEQUENCE);
        cursor.natural();
        cursor.expect(TIME);
        long time = time();
        cursor.expect(END);
        if (of == null || time == Rfc3339.INVALID || !cursor.isAtEnd()) {
            return FrameKind.UNKNOWN;
        }
        message.trades
                .add(of, id)
                .last(
                        decimal(price, priceLength, of.priceExponent()),
                        decimal(size, sizeLength, of.quantityExponent()),
                        time,
                        isBuy);
        return kindOf(FrameKind.TRADES);
    }

    private FrameKind ticker() {
        message.venueSequence(cursor.natural());
        cursor.expect(TICKER_PRODUCT);
        CoinbaseInstrument of = product();
        if (of == null) {
            return FrameKind.UNKNOWN;
        }
        pass(PRICE);
        pass(OPEN_24H);
        pass(VOLUME_24H);
        pass(LOW_24H);
        pass(HIGH_24H);
        pass(VOLUME_30D);
        cursor.expect(BEST_BID);
        long bid = decimal(of.priceExponent());
        long bidSize = cursor.skips(BEST_BID_SIZE) ? decimal(of.quantityExponent()) : 0;
        cursor.expect(BEST_ASK);
        long ask = decimal(of.priceExponent());
        long askSize = cursor.skips(BEST_ASK_SIZE) ? decimal(of.quantityExponent()) : 0;
        message.quotes.add(of).bid(bid, bidSize).ask(ask, askSize);
        pass(SIDE);
        cursor.expect(TICKER_TIME);
        message.time(time());
        cursor.expect(TRADE_ID);
        cursor.natural();
        pass(LAST_SIZE);
        cursor.expect(END);
        return kindOf(FrameKind.QUOTES);
    }

    private FrameKind snapshot() {
        CoinbaseInstrument of = product();
        cursor.expect(ASKS);
        if (of == null || cursor.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, true);
        cursor.position(levels.strict(source, cursor.position(), end, of, message.books.asks));
        cursor.expect(BIDS);
        if (cursor.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        cursor.position(levels.strict(source, cursor.position(), end, of, message.books.bids));
        if (!cursor.skips(SNAPSHOT_END)) {
            cursor.expect(SNAPSHOT_TIME);
            message.time(time());
            cursor.expect(END);
        }
        return kindOf(FrameKind.BOOK);
    }

    /** Steps over a field whose value is of no concern. */
    private void pass(Literal key) {
        cursor.expect(key);
        cursor.text();
    }

    private CoinbaseInstrument product() {
        int start = cursor.text();
        CoinbaseInstrument of = cursor.hasFailed() ? null : symbols.findQuoted(source, start, end);
        message.instrument(of);
        return of;
    }

    private long time() {
        int start = cursor.text();
        return times.parse(source, start, cursor.length());
    }

    private long decimal(int exponent) {
        int start = cursor.text();
        return decimal(start, cursor.length(), exponent);
    }

    private long decimal(int start, int length, int exponent) {
        long mantissa = Decimals.parse(source, start, length, exponent);
        isNumberMissing |= Decimals.isError(mantissa);
        return mantissa;
    }

    private FrameKind kindOf(FrameKind kind) {
        return cursor.isAtEnd() && !isNumberMissing ? kind : FrameKind.UNKNOWN;
    }
}
