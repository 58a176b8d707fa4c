package org.millrace.feeds.coinbase;

import org.millrace.feeds.json.Literal;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of Advanced Trade as the venue has always written them; UNKNOWN: it is written otherwise. */
final class AdvancedShape implements FrameReader {
    private static final Literal CHANNEL = new Literal("{\"channel\":\"");
    private static final Literal LEVELS = new Literal("l2_data\",\"timestamp\":\"");
    private static final Literal TICKER = new Literal("ticker\",\"timestamp\":\"");
    private static final Literal TRADES = new Literal("market_trades\",\"timestamp\":\"");
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
    private static final Literal UPDATE_TRADES = new Literal("update\",\"trades\":[");
    private static final Literal SNAPSHOT_TRADES = new Literal("snapshot\",\"trades\":[");
    private static final Literal TRADE_ID = new Literal("\",\"trade_id\":\"");
    private static final Literal PRICE = new Literal("\",\"price\":\"");
    private static final Literal SIZE = new Literal("\",\"size\":\"");
    private static final Literal TIME = new Literal("\",\"time\":\"");
    private static final Literal SELL = new Literal("\",\"side\":\"SELL\"}");
    private static final Literal BUY = new Literal("\",\"side\":\"BUY\"}");
    private static final Literal TRADE_PRODUCT = new Literal("{\"product_id\":\"");
    private static final Literal COMMA = new Literal(",");
    private static final Literal UPDATE_TICKERS = new Literal("update\",\"tickers\":[{\"type\":");
    private static final Literal SNAPSHOT_TICKERS = new Literal("snapshot\",\"tickers\":[{\"type\":");
    private static final Literal TICKER_PRODUCT = new Literal("\"ticker\",\"product_id\":\"");
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

    private final StraightReader<CoinbaseInstrument> reader;
    private final CoinbaseMessage message;

    AdvancedShape(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        reader = new StraightReader<>(symbols);
        this.message = message;
    }

    @Override
    public FrameKind read(byte[] bytes, int start, int end) {
        reader.wrap(bytes, start, end);
        reader.expect(CHANNEL);
        if (reader.skips(LEVELS)) {
            envelope();
            return levels();
        }
        if (reader.skips(TICKER)) {
            envelope();
            return ticker();
        }
        if (reader.skips(TRADES)) {
            envelope();
            return trades();
        }
        return FrameKind.UNKNOWN;
    }

    private void envelope() {
        message.time(reader.time());
        reader.expect(NUMBER);
        long number = reader.natural();
        message.number(number);
        message.venueSequence(number);
        reader.expect(EVENTS);
    }

    private FrameKind levels() {
        boolean isSnapshot = reader.isFirst(SNAPSHOT_PRODUCT, UPDATE_PRODUCT);
        CoinbaseInstrument of = product();
        reader.expect(UPDATES);
        if (reader.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, isSnapshot);
        if (reader.skips(LIST_END)) {
            return kindOf(FrameKind.BOOK);
        }
        boolean hasNext = true;
        while (hasNext && !reader.hasFailed()) {
            boolean isBid = reader.isFirst(BID, OFFER);
            reader.text();
            reader.expect(PRICE_LEVEL);
            long price = reader.decimal(of.priceExponent());
            reader.expect(NEW_QUANTITY);
            long quantity = reader.decimal(of.quantityExponent());
            if (isBid) {
                message.books.bids.add(price, quantity);
            } else {
                message.books.asks.add(price, quantity);
            }
            hasNext = reader.skips(NEXT);
        }
        reader.expect(LAST);
        reader.expect(LIST_END);
        return kindOf(FrameKind.BOOK);
    }

    private FrameKind trades() {
        boolean areEarlier = reader.isFirst(SNAPSHOT_TRADES, UPDATE_TRADES);
        do {
            trade();
        } while (!reader.hasFailed() && reader.skips(COMMA));
        reader.expect(LIST_END);
        message.trades.oldestFirst(0);
        return kindOf(areEarlier ? FrameKind.EARLIER_TRADES : FrameKind.TRADES);
    }

    /** Reads a trade; the side that the venue gives is the maker's. */
    private void trade() {
        reader.expect(TRADE_PRODUCT);
        CoinbaseInstrument of = product();
        if (of == null) {
            return;
        }
        reader.expect(TRADE_ID);
        long id = reader.natural();
        reader.expect(PRICE);
        long price = reader.decimal(of.priceExponent());
        reader.expect(SIZE);
        long quantity = reader.decimal(of.quantityExponent());
        reader.expect(TIME);
        long time = reader.time();
        message.trades.add(of, id).last(price, quantity, time, reader.isFirst(SELL, BUY));
    }

    private FrameKind ticker() {
        reader.isFirst(SNAPSHOT_TICKERS, UPDATE_TICKERS);
        reader.expect(TICKER_PRODUCT);
        CoinbaseInstrument of = product();
        if (of == null) {
            return FrameKind.UNKNOWN;
        }
        reader.pass(PRICE);
        reader.pass(VOLUME_24H);
        reader.pass(LOW_24H);
        reader.pass(HIGH_24H);
        reader.pass(LOW_52W);
        reader.pass(HIGH_52W);
        reader.pass(CHANGE_24H);
        reader.expect(BEST_BID);
        long bid = reader.decimal(of.priceExponent());
        reader.expect(BEST_ASK);
        long ask = reader.decimal(of.priceExponent());
        reader.expect(BEST_BID_QUANTITY);
        long bidQuantity = reader.decimal(of.quantityExponent());
        reader.expect(BEST_ASK_QUANTITY);
        message.quotes.add(of).bid(bid, bidQuantity).ask(ask, reader.decimal(of.quantityExponent()));
        reader.expect(LAST);
        reader.expect(LIST_END);
        return kindOf(FrameKind.QUOTES);
    }

    private CoinbaseInstrument product() {
        CoinbaseInstrument of = reader.instrument();
        message.instrument(of);
        return of;
    }

    private FrameKind kindOf(FrameKind kind) {
        return reader.isAtEnd() ? kind : FrameKind.UNKNOWN;
    }
}
