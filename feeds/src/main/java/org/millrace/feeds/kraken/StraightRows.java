package org.millrace.feeds.kraken;

import org.millrace.feeds.json.JsonBytes;
import org.millrace.feeds.json.Literal;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.StraightReader;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Reads v2's trades, tickers and changes of books straight through, in the one order that the venue has always written
 * them; UNKNOWN: it is written otherwise, which is left to {@link ObjectReader}, and what the message says is of no account.
 */
final class StraightRows {
    private static final Literal CHANNEL = new Literal("{\"channel\":\"");
    private static final Literal BOOK = new Literal("book\",\"type\":\"update\",\"data\":[");
    private static final Literal BIDS = new Literal("\",\"bids\":[");
    private static final Literal ASKS = new Literal(",\"asks\":[");
    private static final Literal NO_LEVELS = new Literal("]");
    private static final Literal LEVEL_PRICE = new Literal("{\"price\":");
    private static final Literal QUANTITY = new Literal(",\"qty\":");
    private static final Literal NEXT_LEVEL = new Literal("},");
    private static final Literal LAST_LEVEL = new Literal("}]");
    private static final Literal CHECKSUM = new Literal(",\"checksum\":");
    private static final Literal TRADE = new Literal("trade\",\"type\":\"update\",\"data\":[");
    private static final Literal BUY = new Literal("\",\"side\":\"buy\",\"price\":");
    private static final Literal SELL = new Literal("\",\"side\":\"sell\",\"price\":");
    private static final Literal MARKET = new Literal(",\"ord_type\":\"market\",\"trade_id\":");
    private static final Literal LIMIT = new Literal(",\"ord_type\":\"limit\",\"trade_id\":");
    private static final Literal TIME = new Literal(",\"timestamp\":\"");
    private static final Literal NEXT_ROW = new Literal("\"},");
    private static final Literal SYMBOL = new Literal("{\"symbol\":\"");
    private static final Literal TIMED_END = new Literal("\"}]}");
    private static final Literal TICKER = new Literal("ticker\",\"type\":\"");
    private static final Literal UPDATE = new Literal("update\",\"data\":[");
    private static final Literal SNAPSHOT = new Literal("snapshot\",\"data\":[");
    private static final Literal BID = new Literal("\",\"bid\":");
    private static final Literal BID_QUANTITY = new Literal(",\"bid_qty\":");
    private static final Literal ASK = new Literal(",\"ask\":");
    private static final Literal ASK_QUANTITY = new Literal(",\"ask_qty\":");
    private static final Literal[] OF_NO_CONCERN = {
        new Literal(",\"last\":"),
        new Literal(",\"volume\":"),
        new Literal(",\"vwap\":"),
        new Literal(",\"low\":"),
        new Literal(",\"high\":"),
        new Literal(",\"change\":"),
        new Literal(",\"change_pct\":")
    };
    private static final Literal END = new Literal("}]}");

    private final StraightReader<KrakenInstrument> reader;
    private final KrakenMessage message;
    private int priceDecimals;
    private int quantityDecimals;

    StraightRows(SymbolTable<KrakenInstrument> symbols, KrakenMessage message) {
        reader = new StraightReader<>(symbols);
        this.message = message;
    }

    /** Reads a frame. */
    FrameKind read(byte[] bytes, int offset, int end) {
        reader.wrap(bytes, offset, end);
        reader.expect(CHANNEL);
        if (reader.skips(BOOK)) {
            return book();
        }
        if (reader.skips(TRADE)) {
            return trades();
        }
        return reader.skips(TICKER) ? ticker() : FrameKind.UNKNOWN;
    }

    private FrameKind trades() {
        do {
            if (!begin()) {
                return FrameKind.UNKNOWN;
            }
            trade(message.instrument(message.rows() - 1));
        } while (!reader.hasFailed() && reader.skips(NEXT_ROW));
        reader.expect(TIMED_END);
        return kindOf(FrameKind.TRADE);
    }

    private void trade(KrakenInstrument of) {
        message.set(KrakenMessage.SIDE, reader.isFirst(BUY, SELL) ? 0 : 1);
        message.set(KrakenMessage.PRICE, reader.bareDecimal(of.priceExponent()));
        reader.expect(QUANTITY);
        message.set(KrakenMessage.QUANTITY, reader.bareDecimal(of.quantityExponent()));
        reader.isFirst(MARKET, LIMIT);
        message.set(KrakenMessage.TRADE_ID, reader.natural());
        reader.expect(TIME);
        message.set(KrakenMessage.TIME, reader.time());
    }

    private FrameKind ticker() {
        message.snapshot(reader.isFirst(SNAPSHOT, UPDATE));
        if (!begin()) {
            return FrameKind.UNKNOWN;
        }
        KrakenInstrument of = message.instrument(0);
        reader.expect(BID);
        message.set(KrakenMessage.BID, reader.bareDecimal(of.priceExponent()));
        reader.expect(BID_QUANTITY);
        message.set(KrakenMessage.BID_QUANTITY, reader.bareDecimal(of.quantityExponent()));
        reader.expect(ASK);
        message.set(KrakenMessage.ASK, reader.bareDecimal(of.priceExponent()));
        reader.expect(ASK_QUANTITY);
        message.set(KrakenMessage.ASK_QUANTITY, reader.bareDecimal(of.quantityExponent()));
        for (Literal key : OF_NO_CONCERN) {
            reader.expect(key);
            reader.bare();
        }
        if (!reader.skips(TIME)) {
            reader.expect(END);
            return kindOf(FrameKind.TICKER);
        }
        message.set(KrakenMessage.TIME, reader.time());
        reader.expect(TIMED_END);
        return kindOf(FrameKind.TICKER);
    }

    private FrameKind book() {
        if (!begin()) {
            return FrameKind.UNKNOWN;
        }
        KrakenInstrument of = message.instrument(0);
        priceDecimals = JsonBytes.NONE;
        quantityDecimals = JsonBytes.NONE;
        reader.expect(BIDS);
        side(of, message.bids);
        reader.expect(ASKS);
        side(of, message.asks);
        reader.expect(CHECKSUM);
        long checksum = reader.natural();
        reader.expect(TIME);
        message.set(KrakenMessage.TIME, reader.time());
        reader.expect(TIMED_END);
        message.set(KrakenMessage.CHECKSUM, checksum);
        message.set(KrakenMessage.PRICE_DECIMALS, priceDecimals);
        message.set(KrakenMessage.QUANTITY_DECIMALS, quantityDecimals);
        message.set(KrakenMessage.BIDS_END, message.bids.count());
        message.set(KrakenMessage.ASKS_END, message.asks.count());
        return checksum <= RowReader.MOST_CHECKSUM ? kindOf(FrameKind.BOOK) : FrameKind.UNKNOWN;
    }

    /** Reads the levels of a side, with the bracket behind them. */
    private void side(KrakenInstrument of, Levels to) {
        boolean hasNext = !reader.skips(NO_LEVELS);
        while (hasNext && !reader.hasFailed()) {
            reader.expect(LEVEL_PRICE);
            long price = reader.bareDecimal(of.priceExponent());
            priceDecimals = decimals(priceDecimals);
            reader.expect(QUANTITY);
            long quantity = reader.bareDecimal(of.quantityExponent());
            quantityDecimals = decimals(quantityDecimals);
            to.add(price, quantity);
            hasNext = reader.skips(NEXT_LEVEL);
            if (!hasNext) {
                reader.expect(LAST_LEVEL);
            }
        }
    }

    /** Returns the most decimals seen, given those before: mostly they are as many. */
    private int decimals(int before) {
        return reader.hasDecimals(before) ? before : Math.max(before, reader.decimals());
    }

    private boolean begin() {
        reader.expect(SYMBOL);
        KrakenInstrument of = reader.instrument();
        if (of == null) {
            return false;
        }
        message.add(of);
        return true;
    }

    private FrameKind kindOf(FrameKind kind) {
        return reader.isAtEnd() ? kind : FrameKind.UNKNOWN;
    }
}
