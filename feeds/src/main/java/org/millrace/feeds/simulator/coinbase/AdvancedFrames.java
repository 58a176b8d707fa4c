package org.millrace.feeds.simulator.coinbase;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import org.agrona.ExpandableDirectByteBuffer;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.ShownSide;
import org.millrace.feeds.simulator.face.TradeTape;
import org.millrace.feeds.simulator.market.BarHistory;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * Writes Advanced Trade's messages into one buffer, each over the one before, but for the number that a connection gives
 * them: that goes in at {@link #numberAt()}.
 */
final class AdvancedFrames {
    private static final int MICROS = 6;
    private static final int NANOS = 9;
    private static final double PERCENT_UNITS = 1e10;
    private static final byte[] TRADES = bytes("{\"channel\":\"market_trades\",\"timestamp\":\"");
    private static final byte[] TICKERS = bytes("{\"channel\":\"ticker\",\"timestamp\":\"");
    private static final byte[] BOOKS = bytes("{\"channel\":\"l2_data\",\"timestamp\":\"");
    private static final byte[] CANDLES = bytes("{\"channel\":\"candles\",\"timestamp\":\"");
    private static final byte[] HEARTBEATS = bytes("{\"channel\":\"heartbeats\",\"timestamp\":\"");
    private static final byte[] SUBSCRIPTIONS = bytes("{\"channel\":\"subscriptions\",\"timestamp\":\"");
    private static final byte[] NUMBER = bytes("\",\"sequence_num\":");
    private static final byte[] TRADE_SNAPSHOT = bytes(",\"events\":[{\"type\":\"snapshot\",\"trades\":[");
    private static final byte[] TRADE_UPDATE = bytes(",\"events\":[{\"type\":\"update\",\"trades\":[");
    private static final byte[] PRODUCT = bytes("{\"product_id\":\"");
    private static final byte[] TRADE_ID = bytes("\",\"trade_id\":\"");
    private static final byte[] PRICE = bytes("\",\"price\":\"");
    private static final byte[] SIZE = bytes("\",\"size\":\"");
    private static final byte[] TIME = bytes("\",\"time\":\"");
    private static final byte[] BUY = bytes("\",\"side\":\"BUY\"}");
    private static final byte[] SELL = bytes("\",\"side\":\"SELL\"}");
    private static final byte[] COMMA = bytes(",");
    private static final byte[] END = bytes("]}]}");
    private static final byte[] TICKER_SNAPSHOT =
            bytes(",\"events\":[{\"type\":\"snapshot\",\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"");
    private static final byte[] TICKER_UPDATE =
            bytes(",\"events\":[{\"type\":\"update\",\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"");
    private static final byte[] VOLUME = bytes("\",\"volume_24_h\":\"");
    private static final byte[] LOW = bytes("\",\"low_24_h\":\"");
    private static final byte[] HIGH = bytes("\",\"high_24_h\":\"");
    private static final byte[] YEAR_LOW = bytes("\",\"low_52_w\":\"");
    private static final byte[] YEAR_HIGH = bytes("\",\"high_52_w\":\"");
    private static final byte[] CHANGE = bytes("\",\"price_percent_chg_24_h\":\"");
    private static final byte[] BEST_BID = bytes("\",\"best_bid\":\"");
    private static final byte[] BEST_ASK = bytes("\",\"best_ask\":\"");
    private static final byte[] BID_QUANTITY = bytes("\",\"best_bid_quantity\":\"");
    private static final byte[] ASK_QUANTITY = bytes("\",\"best_ask_quantity\":\"");
    private static final byte[] TICKER_END = bytes("\"}]}]}");
    private static final byte[] BOOK_SNAPSHOT = bytes(",\"events\":[{\"type\":\"snapshot\",\"product_id\":\"");
    private static final byte[] BOOK_UPDATE = bytes(",\"events\":[{\"type\":\"update\",\"product_id\":\"");
    private static final byte[] UPDATES = bytes("\",\"updates\":[");
    private static final byte[] BID = bytes("{\"side\":\"bid\",\"event_time\":\"");
    private static final byte[] OFFER = bytes("{\"side\":\"offer\",\"event_time\":\"");
    private static final byte[] LEVEL = bytes("\",\"price_level\":\"");
    private static final byte[] QUANTITY = bytes("\",\"new_quantity\":\"");
    private static final byte[] LEVEL_END = bytes("\"}");

    private static final byte[] CANDLE_SNAPSHOT = bytes(",\"events\":[{\"type\":\"snapshot\",\"candles\":[");
    private static final byte[] CANDLE_UPDATE = bytes(",\"events\":[{\"type\":\"update\",\"candles\":[");
    private static final byte[] START = bytes("{\"start\":\"");
    private static final byte[] CANDLE_HIGH = bytes("\",\"high\":\"");
    private static final byte[] CANDLE_LOW = bytes("\",\"low\":\"");
    private static final byte[] OPEN = bytes("\",\"open\":\"");
    private static final byte[] CLOSE = bytes("\",\"close\":\"");
    private static final byte[] CANDLE_VOLUME = bytes("\",\"volume\":\"");
    private static final byte[] CANDLE_PRODUCT = bytes("\",\"product_id\":\"");
    private static final int MOST_CANDLES = 100;

    private final Products products;
    private final JsonWriter json = new JsonWriter();
    private int numberAt;
    final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);

    AdvancedFrames(Products products) {
        this.products = products;
    }

    /** Returns where the number goes in. */
    int numberAt() {
        return numberAt;
    }

    /** Writes trades, newest first; their side is the maker's. */
    int trades(OrderFlow flow, TradeTape tape, long firstId, boolean isSnapshot) {
        begin(TRADES, flow.timeNs()).text(isSnapshot ? TRADE_SNAPSHOT : TRADE_UPDATE);
        for (long id = tape.nextId() - 1; id >= firstId && id > 0; id--) {
            json.text(PRODUCT).text(products.label(flow.index())).text(TRADE_ID).number(id);
            json.text(PRICE).trimmed(tape.ticks(id) * flow.instrument().tickUnits());
            json.text(SIZE).trimmed(tape.lots(id) * flow.instrument().lotUnits());
            json.text(TIME).trimmedTime(tape.timeNs(id), MICROS).text(tape.buyerIsMaker(id) ? BUY : SELL);
            if (id > firstId) {
                json.text(COMMA);
            }
        }
        return json.text(END).length();
    }

    int ticker(OrderFlow flow, boolean isSnapshot) {
        SimulatedInstrument of = flow.instrument();
        BookSide bids = flow.orders().bids();
        BookSide asks = flow.orders().asks();
        SimulatedBar day = flow.bar(BarIntervals.count() - 1);
        long last = flow.lastTrade().ticks;
        boolean hasTraded = day.tradeCount > 0;
        long open = hasTraded ? day.open : last;
        begin(TICKERS, flow.timeNs()).text(isSnapshot ? TICKER_SNAPSHOT : TICKER_UPDATE);
        json.text(products.label(flow.index())).text(PRICE).trimmed(last * of.tickUnits());
        json.text(VOLUME).trimmed(day.lots * of.lotUnits());
        extremes(LOW, HIGH, hasTraded ? day.low : last, hasTraded ? day.high : last, of);
        extremes(YEAR_LOW, YEAR_HIGH, hasTraded ? day.low : last, hasTraded ? day.high : last, of);
        json.text(CHANGE).trimmed(open == 0 ? 0 : Math.round(PERCENT_UNITS * (last - open) / open));
        json.text(BEST_BID).trimmed(bids.ticks(0) * of.tickUnits());
        json.text(BEST_ASK).trimmed(asks.ticks(0) * of.tickUnits());
        json.text(BID_QUANTITY).trimmed(bids.lots(0) * of.lotUnits());
        json.text(ASK_QUANTITY).trimmed(asks.lots(0) * of.lotUnits());
        return json.text(TICKER_END).length();
    }

    /** Writes the latest candles, the running one last. */
    int candleSnapshot(OrderFlow flow, SimulatedBar running) {
        BarHistory history = running.history;
        boolean isRunning = running.tradeCount > 0;
        begin(CANDLES, flow.timeNs()).text(CANDLE_SNAPSHOT);
        int first = Math.max(0, history.count() + (isRunning ? 1 : 0) - MOST_CANDLES);
        for (int i = first; i < history.count(); i++) {
            if (i > first) {
                json.text(COMMA);
            }
            candle(flow, i, history);
        }
        if (isRunning) {
            if (first < history.count()) {
                json.text(COMMA);
            }
            candle(flow, running);
        }
        return json.text(END).length();
    }

    int candleUpdate(OrderFlow flow, SimulatedBar running) {
        begin(CANDLES, flow.timeNs()).text(CANDLE_UPDATE);
        candle(flow, running);
        return json.text(END).length();
    }

    int bookSnapshot(OrderFlow flow, ShownBook book) {
        begin(BOOKS, flow.timeNs()).text(BOOK_SNAPSHOT).text(products.label(flow.index()));
        json.text(UPDATES);
        levels(BID, book.bids(), flow, true);
        levels(OFFER, book.asks(), flow, book.bids().count() == 0);
        return json.text(END).length();
    }

    /** Writes what the book's last step changed. */
    int bookUpdate(OrderFlow flow, ShownBook book) {
        begin(BOOKS, flow.timeNs()).text(BOOK_UPDATE).text(products.label(flow.index()));
        json.text(UPDATES);
        changes(BID, book.bids(), flow, true);
        changes(OFFER, book.asks(), flow, book.bids().changes() == 0);
        return json.text(END).length();
    }

    int heartbeat(long nowNs, String event) {
        return begin(HEARTBEATS, nowNs)
                .text(bytes(",\"events\":[" + event + "]}"))
                .length();
    }

    int subscriptions(long nowNs, String event) {
        return begin(SUBSCRIPTIONS, nowNs)
                .text(bytes(",\"events\":[" + event + "]}"))
                .length();
    }

    private void candle(OrderFlow flow, int index, BarHistory history) {
        SimulatedInstrument of = flow.instrument();
        json.text(START).number(MILLISECONDS.toSeconds(history.value(index, BarHistory.START_MS)));
        json.text(CANDLE_HIGH).trimmed(history.value(index, BarHistory.HIGH) * of.tickUnits());
        json.text(CANDLE_LOW).trimmed(history.value(index, BarHistory.LOW) * of.tickUnits());
        json.text(OPEN).trimmed(history.value(index, BarHistory.OPEN) * of.tickUnits());
        json.text(CLOSE).trimmed(history.value(index, BarHistory.CLOSE) * of.tickUnits());
        json.text(CANDLE_VOLUME).trimmed(history.value(index, BarHistory.LOTS) * of.lotUnits());
        json.text(CANDLE_PRODUCT).text(products.label(flow.index())).text(LEVEL_END);
    }

    private void candle(OrderFlow flow, SimulatedBar bar) {
        SimulatedInstrument of = flow.instrument();
        json.text(START).number(MILLISECONDS.toSeconds(bar.startMs));
        json.text(CANDLE_HIGH).trimmed(bar.high * of.tickUnits());
        json.text(CANDLE_LOW).trimmed(bar.low * of.tickUnits());
        json.text(OPEN).trimmed(bar.open * of.tickUnits());
        json.text(CLOSE).trimmed(bar.close * of.tickUnits());
        json.text(CANDLE_VOLUME).trimmed(bar.lots * of.lotUnits());
        json.text(CANDLE_PRODUCT).text(products.label(flow.index())).text(LEVEL_END);
    }

    private JsonWriter begin(byte[] head, long timeNs) {
        json.begin(buffer, 0).text(head).trimmedTime(timeNs, NANOS).text(NUMBER);
        numberAt = json.length();
        return json;
    }

    private void extremes(byte[] lowName, byte[] highName, long low, long high, SimulatedInstrument of) {
        json.text(lowName).trimmed(low * of.tickUnits());
        json.text(highName).trimmed(high * of.tickUnits());
    }

    private void levels(byte[] head, ShownSide side, OrderFlow flow, boolean isFirst) {
        for (int i = 0; i < side.count(); i++) {
            if (i > 0 || !isFirst) {
                json.text(COMMA);
            }
            level(head, side.ticks(i), side.lots(i), flow);
        }
    }

    private void changes(byte[] head, ShownSide side, OrderFlow flow, boolean isFirst) {
        for (int i = 0; i < side.changes(); i++) {
            if (i > 0 || !isFirst) {
                json.text(COMMA);
            }
            level(head, side.changedTicks(i), side.changedLots(i), flow);
        }
    }

    private void level(byte[] head, long ticks, long lots, OrderFlow flow) {
        json.text(head).trimmedTime(flow.timeNs(), MICROS);
        json.text(LEVEL).trimmed(ticks * flow.instrument().tickUnits());
        json.text(QUANTITY).trimmed(lots * flow.instrument().lotUnits()).text(LEVEL_END);
    }
}
