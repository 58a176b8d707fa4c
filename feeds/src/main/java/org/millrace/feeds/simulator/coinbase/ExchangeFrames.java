package org.millrace.feeds.simulator.coinbase;

import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import org.agrona.ExpandableDirectByteBuffer;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.ShownSide;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedTrade;

/** Writes the Exchange feed's messages into one buffer, each over the one before. */
final class ExchangeFrames {
    private static final int MICROS = 6;
    private static final byte[] MATCH = bytes("{\"type\":\"match\",\"trade_id\":");
    private static final byte[] LAST_MATCH = bytes("{\"type\":\"last_match\",\"trade_id\":");
    private static final byte[] MAKER_ORDER = bytes(",\"maker_order_id\":\"");
    private static final byte[] TAKER_ORDER = bytes("\",\"taker_order_id\":\"");
    private static final byte[] BUY_SIDE = bytes("\",\"side\":\"buy\"");
    private static final byte[] SELL_SIDE = bytes("\",\"side\":\"sell\"");
    private static final byte[] SIZE = bytes(",\"size\":\"");
    private static final byte[] PRICE = bytes("\",\"price\":\"");
    private static final byte[] PRODUCT = bytes("\",\"product_id\":\"");
    private static final byte[] SEQUENCE = bytes("\",\"sequence\":");
    private static final byte[] TIME = bytes(",\"time\":\"");
    private static final byte[] QUOTED_TIME = bytes("\",\"time\":\"");
    private static final byte[] END = bytes("\"}");
    private static final byte[] TICKER = bytes("{\"type\":\"ticker\",\"sequence\":");
    private static final byte[] TICKER_PRODUCT = bytes(",\"product_id\":\"");
    private static final byte[] OPEN = bytes("\",\"open_24h\":\"");
    private static final byte[] VOLUME = bytes("\",\"volume_24h\":\"");
    private static final byte[] LOW = bytes("\",\"low_24h\":\"");
    private static final byte[] HIGH = bytes("\",\"high_24h\":\"");
    private static final byte[] MONTH = bytes("\",\"volume_30d\":\"");
    private static final byte[] BEST_BID = bytes("\",\"best_bid\":\"");
    private static final byte[] BEST_ASK = bytes("\",\"best_ask\":\"");
    private static final byte[] TRADE_ID = bytes("\",\"trade_id\":");
    private static final byte[] LAST_SIZE = bytes(",\"last_size\":\"");
    private static final byte[] SNAPSHOT = bytes("{\"type\":\"snapshot\",\"product_id\":\"");
    private static final byte[] ASKS = bytes("\",\"asks\":[");
    private static final byte[] BIDS = bytes("],\"bids\":[");
    private static final byte[] SNAPSHOT_END = bytes("]}");
    private static final byte[] UPDATE = bytes("{\"type\":\"l2update\",\"product_id\":\"");
    private static final byte[] CHANGES = bytes("\",\"changes\":[");
    private static final byte[] UPDATE_TIME = bytes("],\"time\":\"");
    private static final byte[] BUY = bytes("[\"buy\",\"");
    private static final byte[] SELL = bytes("[\"sell\",\"");
    private static final byte[] LEVEL = bytes("[\"");
    private static final byte[] NEXT_LEVEL = bytes(",[\"");
    private static final byte[] LEVEL_SIZE = bytes("\",\"");
    private static final byte[] LEVEL_END = bytes("\"]");
    private static final byte[] COMMA = bytes(",");
    private static final byte[] HEARTBEAT = bytes("{\"type\":\"heartbeat\",\"sequence\":");
    private static final byte[] LAST_TRADE_ID = bytes(",\"last_trade_id\":");

    private final Products products;
    private final OrderIds orderIds = new OrderIds();
    private final JsonWriter json = new JsonWriter();
    final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);

    ExchangeFrames(Products products) {
        this.products = products;
    }

    /** Writes the newest trade; its side is the maker's. */
    int match(OrderFlow flow, boolean isLast) {
        SimulatedTrade trade = flow.lastTrade();
        json.begin(buffer, 0).text(isLast ? LAST_MATCH : MATCH).number(trade.id);
        orderIds.maker(json.text(MAKER_ORDER), trade.id);
        orderIds.taker(json.text(TAKER_ORDER), trade.id);
        json.text(trade.buyerIsMaker ? BUY_SIDE : SELL_SIDE);
        json.text(SIZE).trimmed(trade.lots * flow.instrument().lotUnits());
        json.text(PRICE).trimmed(trade.ticks * flow.instrument().tickUnits());
        json.text(PRODUCT).text(products.label(flow.index()));
        json.text(SEQUENCE).number(sequence(flow));
        return json.text(TIME).time(flow.timeNs(), MICROS).text(END).length();
    }

    /** Writes what the newest trade left behind; its side is the taker's. */
    int ticker(OrderFlow flow) {
        SimulatedInstrument of = flow.instrument();
        SimulatedTrade trade = flow.lastTrade();
        SimulatedBar day = flow.bar(BarIntervals.count() - 1);
        boolean hasTraded = day.tradeCount > 0;
        long tick = of.tickUnits();
        json.begin(buffer, 0).text(TICKER).number(sequence(flow));
        json.text(TICKER_PRODUCT).text(products.label(flow.index()));
        json.text(PRICE).trimmed(trade.ticks * tick);
        json.text(OPEN).trimmed((hasTraded ? day.open : trade.ticks) * tick);
        json.text(VOLUME).decimal(day.lots * of.lotUnits());
        json.text(LOW).trimmed((hasTraded ? day.low : trade.ticks) * tick);
        json.text(HIGH).trimmed((hasTraded ? day.high : trade.ticks) * tick);
        json.text(MONTH).decimal(day.lots * of.lotUnits());
        json.text(BEST_BID).fixed(flow.orders().bids().ticks(0) * tick, of.priceDecimals());
        json.text(BEST_ASK).fixed(flow.orders().asks().ticks(0) * tick, of.priceDecimals());
        json.text(trade.buyerIsMaker ? SELL_SIDE : BUY_SIDE);
        json.text(TIME).time(flow.timeNs(), MICROS);
        json.text(TRADE_ID).number(trade.id);
        return json.text(LAST_SIZE)
                .trimmed(trade.lots * of.lotUnits())
                .text(END)
                .length();
    }

    int snapshot(int instrument, ShownBook book) {
        json.begin(buffer, 0).text(SNAPSHOT).text(products.label(instrument));
        levels(json.text(ASKS), book.asks(), instrument);
        levels(json.text(BIDS), book.bids(), instrument);
        return json.text(SNAPSHOT_END).length();
    }

    /** Writes what the book's last step changed. */
    int update(OrderFlow flow, ShownBook book) {
        json.begin(buffer, 0).text(UPDATE).text(products.label(flow.index())).text(CHANGES);
        changes(book.bids(), BUY, true, flow.index());
        changes(book.asks(), SELL, book.bids().changes() == 0, flow.index());
        return json.text(UPDATE_TIME).time(flow.timeNs(), MICROS).text(END).length();
    }

    int heartbeat(OrderFlow flow, long nowNs) {
        json.begin(buffer, 0).text(HEARTBEAT).number(sequence(flow));
        json.text(LAST_TRADE_ID).number(flow.lastTrade().id);
        json.text(TICKER_PRODUCT).text(products.label(flow.index()));
        return json.text(QUOTED_TIME).time(nowNs, MICROS).text(END).length();
    }

    private static long sequence(OrderFlow flow) {
        return flow.orders().lastUpdateId() + flow.lastTrade().id; // both only rise
    }

    private void levels(JsonWriter to, ShownSide side, int instrument) {
        for (int i = 0; i < side.count(); i++) {
            to.text(i == 0 ? LEVEL : NEXT_LEVEL);
            level(side.ticks(i), side.lots(i), instrument);
        }
    }

    private void changes(ShownSide side, byte[] head, boolean isFirst, int instrument) {
        for (int i = 0; i < side.changes(); i++) {
            if (i > 0 || !isFirst) {
                json.text(COMMA);
            }
            json.text(head);
            level(side.changedTicks(i), side.changedLots(i), instrument);
        }
    }

    private void level(long ticks, long lots, int instrument) {
        SimulatedInstrument of = products.instrument(instrument);
        json.fixed(ticks * of.tickUnits(), of.priceDecimals()).text(LEVEL_SIZE);
        json.fixed(lots * of.lotUnits(), of.quantityDecimals()).text(LEVEL_END);
    }
}
