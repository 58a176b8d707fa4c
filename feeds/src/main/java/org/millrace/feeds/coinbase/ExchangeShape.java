package org.millrace.feeds.coinbase;

import org.millrace.feeds.json.Literal;
import org.millrace.feeds.venue.LevelReader;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/** Reads frames of the Exchange feed as the venue has always written them; UNKNOWN: it is written otherwise. */
final class ExchangeShape implements FrameReader {
    private static final Literal TYPE = new Literal("{\"type\":\"");
    private static final Literal UPDATE = new Literal("l2update\",\"product_id\":\"");
    private static final Literal CHANGES = new Literal("\",\"changes\":[[\"");
    private static final Literal BUY = new Literal("buy\",\"");
    private static final Literal SELL = new Literal("sell\",\"");
    private static final Literal BETWEEN = new Literal("\",\"");
    private static final Literal NEXT = new Literal("\"],[\"");
    private static final Literal CHANGES_END = new Literal("\"]],\"time\":\"");
    private static final Literal END = new Literal("\"}");
    private static final Literal MATCH = new Literal("match\",\"trade_id\":");
    private static final Literal MAKER = new Literal(",\"maker_order_id\":\"");
    private static final Literal TAKER = new Literal("\",\"taker_order_id\":\"");
    private static final Literal SIDE = new Literal("\",\"side\":\"");
    private static final Literal SELL_SIZE = new Literal("sell\",\"size\":\"");
    private static final Literal BUY_SIZE = new Literal("buy\",\"size\":\"");
    private static final Literal PRICE = new Literal("\",\"price\":\"");
    private static final Literal PRODUCT = new Literal("\",\"product_id\":\"");
    private static final Literal SEQUENCE = new Literal("\",\"sequence\":");
    private static final Literal TIME = new Literal(",\"time\":\"");
    private static final Literal TICKER = new Literal("ticker\",\"sequence\":");
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
    private static final Literal SNAPSHOT = new Literal("snapshot\",\"product_id\":\"");
    private static final Literal ASKS = new Literal("\",\"asks\":[");
    private static final Literal BIDS = new Literal("],\"bids\":[");
    private static final Literal SNAPSHOT_END = new Literal("]}");
    private static final Literal SNAPSHOT_TIME = new Literal("],\"time\":\"");

    private final StraightReader<CoinbaseInstrument> reader;
    private final LevelReader levels = new LevelReader();
    private final CoinbaseMessage message;

    ExchangeShape(SymbolTable<CoinbaseInstrument> symbols, CoinbaseMessage message) {
        reader = new StraightReader<>(symbols);
        this.message = message;
    }

    @Override
    public FrameKind read(byte[] bytes, int start, int end) {
        reader.wrap(bytes, start, end);
        reader.expect(TYPE);
        if (reader.skips(UPDATE)) {
            return update();
        }
        if (reader.skips(MATCH)) {
            return match();
        }
        if (reader.skips(TICKER)) {
            return ticker();
        }
        return reader.skips(SNAPSHOT) ? snapshot() : FrameKind.UNKNOWN;
    }

    private FrameKind update() {
        CoinbaseInstrument of = product();
        reader.expect(CHANGES);
        if (reader.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, false);
        do {
            boolean isBid = reader.isFirst(BUY, SELL);
            long price = reader.decimal(of.priceExponent());
            reader.expect(BETWEEN);
            long quantity = reader.decimal(of.quantityExponent());
            if (isBid) {
                message.books.bids.add(price, quantity);
            } else {
                message.books.asks.add(price, quantity);
            }
        } while (!reader.hasFailed() && reader.skips(NEXT));
        reader.expect(CHANGES_END);
        message.time(reader.time());
        reader.expect(END);
        return kindOf(FrameKind.BOOK);
    }

    private FrameKind match() {
        long id = reader.natural();
        reader.expect(MAKER);
        reader.text();
        reader.expect(TAKER);
        reader.text();
        reader.expect(SIDE);
        boolean isBuy = reader.isFirst(SELL_SIZE, BUY_SIZE); // the maker's
        int size = reader.text();
        int sizeLength = reader.length();
        reader.expect(PRICE);
        int price = reader.text();
        int priceLength = reader.length();
        reader.expect(PRODUCT);
        CoinbaseInstrument of = product();
        reader.expect(SEQUENCE);
        reader.digits();
        reader.expect(TIME);
        long time = reader.time();
        reader.expect(END);
        if (!reader.isAtEnd()) {
            return FrameKind.UNKNOWN;
        }
        message.trades
                .add(of, id)
                .last(
                        reader.decimal(price, priceLength, of.priceExponent()),
                        reader.decimal(size, sizeLength, of.quantityExponent()),
                        time,
                        isBuy);
        return kindOf(FrameKind.TRADES);
    }

    private FrameKind ticker() {
        message.venueSequence(reader.natural());
        reader.expect(TICKER_PRODUCT);
        CoinbaseInstrument of = product();
        if (of == null) {
            return FrameKind.UNKNOWN;
        }
        reader.pass(PRICE);
        reader.pass(OPEN_24H);
        reader.pass(VOLUME_24H);
        reader.pass(LOW_24H);
        reader.pass(HIGH_24H);
        reader.pass(VOLUME_30D);
        reader.expect(BEST_BID);
        long bid = reader.decimal(of.priceExponent());
        long bidSize = reader.skips(BEST_BID_SIZE) ? reader.decimal(of.quantityExponent()) : 0;
        reader.expect(BEST_ASK);
        long ask = reader.decimal(of.priceExponent());
        long askSize = reader.skips(BEST_ASK_SIZE) ? reader.decimal(of.quantityExponent()) : 0;
        message.quotes.add(of).bid(bid, bidSize).ask(ask, askSize);
        reader.pass(SIDE);
        reader.expect(TICKER_TIME);
        message.time(reader.time());
        reader.expect(TRADE_ID);
        reader.digits();
        reader.pass(LAST_SIZE);
        reader.expect(END);
        return kindOf(FrameKind.QUOTES);
    }

    private FrameKind snapshot() {
        CoinbaseInstrument of = product();
        reader.expect(ASKS);
        if (reader.hasFailed()) {
            return FrameKind.UNKNOWN;
        }
        message.books.begin(of, true);
        reader.levels(levels, of, message.books.asks);
        reader.expect(BIDS);
        reader.levels(levels, of, message.books.bids);
        if (!reader.skips(SNAPSHOT_END)) {
            reader.expect(SNAPSHOT_TIME);
            message.time(reader.time());
            reader.expect(END);
        }
        return kindOf(FrameKind.BOOK);
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
