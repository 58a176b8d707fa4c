package org.millrace.feeds.coinbase;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.feeds.json.Cursor;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.json.Rfc3339;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of Advanced Trade as the venue has always written them; UNKNOWN: it is written otherwise. */
final class AdvancedShape implements FrameReader {
    private static final Literal LEVELS = new Literal("{\"channel\":\"l2_data\",\"timestamp\":\"");
    private static final Literal TICKER = new Literal("{\"channel\":\"ticker\",\"timestamp\":\"");
    private static final Literal TRADES = new Literal("{\"channel\":\"market_trades\",\"timestamp\":\"");
    private static final Literal NUMBER = new Literal("\",\"sequence_num\":");
    private static final Literal EVENTS = new Literal(",\"events\":[{\"type\":\"");
    private static final Literal UPDATE_PRODUCT = new Literal("update\",\"product_id\":\"");
    private static final Literal SNAPSHOT_PRODUCT = new Literal("snapshot\",\"product_id\":\"");
    private static final Literal UPDATES = new Literal("\",\"updates\":[");
    private static final Literal BID = new Literal("{\"side\":\"bid\",\"event_time\":\"");
    private static final Literal OFFER = new Literal("{\"side\":\"offer\",\"event_time\":\"");
    private static final Literal PRICE_LEVEL = new Literal("\",\"price_level\":\"");
    private static final Literal NEW_QUANTITY = new Literal("\",\"new_quantity\":\"");
    private static final Literal LIST_END = new Literal("]}]}");
    private static final Literal NEXT = new Literal("\"},");
    private static final Literal LAST = new Literal("\"}");
    private static final Literal UPDATE_TRADES = new Literal("update\",\"trades\":[{\"product_id\":\"");
    private static final Literal SNAPSHOT_TRADES = new Literal("snapshot\",\"trades\":[{\"product_id\":\"");
    private static final Literal TRADE_ID = new Literal("\",\"trade_id\":\"");
    private static final Literal PRICE = new Literal("\",\"price\":\"");
    private static final Literal SIZE = new Literal("\",\"size\":\"");
    private static final Literal TIME = new Literal("\",\"time\":\"");
    private static final Literal SELL = new Literal("\",\"side\":\"SELL\"}");
    private static final Literal BUY = new Literal("\",\"side\":\"BUY\"}");
    private static final Literal NEXT_TRADE = new Literal(",{\"product_id\":\"");
    private static final Literal UPDATE_TICKERS = new Literal("update\",\"tickers\":[{\"type\":\"ticker\",");
    private static final Literal SNAPSHOT_TICKERS = new Literal("snapshot\",\"tickers\":[{\"type\":\"ticker\",");
    private static final Literal TICKER_PRODUCT = new Literal("\"product_id\":\"");
    private static final Literal VOLUME_24H = new Literal("\",\"volume_24_h\":\"");
    private static final Literal LOW_24H = new Literal("\",\"low_24_h\":\"");
    private static final Literal HIGH_24H = new Literal("\",\"high_24_h\":\"");
    private static final Literal LOW_52W = new Literal("\",\"low_52_w\":\"");
    private static final Literal HIGH_52W = new Literal("\",\"high_52_w\":\"");
    private static final Literal CHANGE_24H = new Literal("\",\"price_percent_chg_24_h\":\"");
    private static final Literal BEST_BID = new Literal("\",\"best_bid\":\"");
    private static final Literal BEST_ASK = new Literal("\",\"best_ask\":\"");
    private static final Literal BEST_BID_QUANTITY = new Literal("\",\"best_bid_quantity\":\"");
    private static final Literal BEST_ASK_QUANTITY = new Literal("\",\"best_ask_quantity\":\"");

    private final Cursor cursor = new Cursor();
    private final Rfc3339 times = new Rfc3339();
    private final SymbolTable<CoinbaseInstrument> symbols;
    private final CoinbaseMessage message;
    private DirectBuffer source;
    private int end;
    private boolean isValueMissing; // one at least could not be read

    AdvancedShape(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        this.symbols = symbols;
        this.message = message;
    }

    @Override
    public FrameKind read(DirectBuffer buffer, int start, int frameEnd) {
        source = buffer;
        end = frameEnd;
        isValueMissing = false;
        cursor.wrap(buffer, start, frameEnd);
        if (cursor.skips(LEVELS)) {
            envelope();
            return levels();
        }
        if (cursor.skips(TICKER)) {
            envelope();
            return ticker();
        }
        if (cursor.skips(TRADES)) {
            envelope();
            return trades();
        }
        return FrameKind.UNKNOWN;
    }

    private void envelope() {
        message.time(time());
        cursor.expect(NUMBER);
        long number = cursor.natural();
        message.number(number);
        message.venueSequence(number);
        cursor.expect(EVENTS);
    }

    private FrameKind levels() {
        boolean isSnapshot = isSnapshot(SNAPSHOT_PRODUCT, UPDATE_PRODUCT);
        CoinbaseInstrument of = product();
        cursor.expect(UPDATES);
        if (of == null || cursor.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, isSnapshot);
        if (cursor.skips(LIST_END)) {
            return kindOf(FrameKind.BOOK);
        }
        boolean hasNext = true;
        while (hasNext && !cursor.hasFailed()) {
            boolean isBid = cursor.skips(BID);
            if (!isBid) {
                cursor.expect(OFFER);
            }
            cursor.text();
            cursor.expect(PRICE_LEVEL);
            long price = decimal(of.priceExponent());
            cursor.expect(NEW_QUANTITY);
            long quantity = decimal(of.quantityExponent());
            if (isBid) {
                message.books.bids.add(price, quantity);
            } else {
                message.books.asks.add(price, quantity);
            }
            hasNext = cursor.skips(NEXT);
        }
        cursor.expect(LAST);
        cursor.expect(LIST_END);
        return kindOf(FrameKind.BOOK);
    }

    private FrameKind trades() {
        boolean areEarlier = isSnapshot(SNAPSHOT_TRADES, UPDATE_TRADES);
        do {
            trade();
        } while (!cursor.hasFailed() && cursor.skips(NEXT_TRADE));
        cursor.expect(LIST_END);
        message.trades.oldestFirst(0);
        return kindOf(areEarlier ? FrameKind.EARLIER_TRADES : FrameKind.TRADES);
    }

    /** Reads a trade; the side that the venue gives is the maker's. */
    private void trade() {
        CoinbaseInstrument of = product();
        cursor.expect(TRADE_ID);
        long id = cursor.natural();
        cursor.expect(PRICE);
        int price = cursor.text();
        int priceLength = cursor.length();
        cursor.expect(SIZE);
        int size = cursor.text();
        int sizeLength = cursor.length();
        cursor.expect(TIME);
        long time = time();
        boolean isBuy = cursor.skips(SELL);
        if (!isBuy) {
            cursor.expect(BUY);
        }
        isValueMissing |= of == null || time == Rfc3339.INVALID;
        if (!isValueMissing && !cursor.hasFailed()) {
            message.trades
                    .add(of, id)
                    .last(
                            decimal(price, priceLength, of.priceExponent()),
                            decimal(size, sizeLength, of.quantityExponent()),
                            time,
                            isBuy);
        }
    }

    private FrameKind ticker() {
        isSnapshot(SNAPSHOT_TICKERS, UPDATE_TICKERS);
        cursor.expect(TICKER_PRODUCT);
        CoinbaseInstrument of = product();
        if (of == null) {
            return FrameKind.UNKNOWN;
        }
        pass(PRICE);
        pass(VOLUME_24H);
        pass(LOW_24H);
        pass(HIGH_24H);
        pass(LOW_52W);
        pass(HIGH_52W);
        pass(CHANGE_24H);
        cursor.expect(BEST_BID);
        long bid = decimal(of.priceExponent());
        cursor.expect(BEST_ASK);
        long ask = decimal(of.priceExponent());
        cursor.expect(BEST_BID_QUANTITY);
        long bidQuantity = decimal(of.quantityExponent());
        cursor.expect(BEST_ASK_QUANTITY);
        message.quotes.add(of).bid(bid, bidQuantity).ask(ask, decimal(of.quantityExponent()));
        cursor.expect(LAST);
        cursor.expect(LIST_END);
        return kindOf(FrameKind.QUOTES);
    }

    private boolean isSnapshot(Literal snapshot, Literal update) {
        boolean isSnapshot = cursor.skips(snapshot);
        if (!isSnapshot) {
            cursor.expect(update);
        }
        return isSnapshot;
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
        isValueMissing |= Decimals.isError(mantissa);
        return mantissa;
    }

    private FrameKind kindOf(FrameKind kind) {
        return cursor.isAtEnd() && !isValueMissing ? kind : FrameKind.UNKNOWN;
    }
}
