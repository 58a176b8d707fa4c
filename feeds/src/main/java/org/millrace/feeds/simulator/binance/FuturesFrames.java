package org.millrace.feeds.simulator.binance;

import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import java.util.List;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.millrace.feeds.simulator.face.FrameSink;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.RestingOrders;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedTrade;

/**
 * Writes what happens in a market as payloads of Binance's USDⓈ-M futures: decimals as many as the tick has, bids worst
 * first, and update ids with holes, so that only {@code pu} says what a change follows.
 */
final class FuturesFrames implements MarketListener {
    /** Of the market's update ids: the venue counts updates of all its markets together. */
    static final int IDS_A_UPDATE = 3;

    private static final byte[] TRADE = bytes("{\"e\":\"trade\",\"E\":");
    private static final byte[] DEPTH = bytes("{\"e\":\"depthUpdate\",\"E\":");
    private static final byte[] TICKER = bytes("{\"e\":\"bookTicker\",\"u\":");
    private static final byte[] TIME = bytes(",\"T\":");
    private static final byte[] EVENT_TIME = bytes(",\"E\":");
    private static final byte[] SYMBOL = bytes(",\"s\":\"");
    private static final byte[] TRADE_ID = bytes("\",\"t\":");
    private static final byte[] PRICE = bytes(",\"p\":\"");
    private static final byte[] QUANTITY = bytes("\",\"q\":\"");
    private static final byte[] MARKET = bytes("\",\"X\":\"MARKET\",\"m\":");
    private static final byte[] TRADE_END = bytes("}");
    private static final byte[] BID = bytes("\",\"b\":\"");
    private static final byte[] BID_QUANTITY = bytes("\",\"B\":\"");
    private static final byte[] ASK = bytes("\",\"a\":\"");
    private static final byte[] ASK_QUANTITY = bytes("\",\"A\":\"");
    private static final byte[] TICKER_TIME = bytes("\",\"T\":");
    private static final byte[] FIRST_UPDATE = bytes("\",\"U\":");
    private static final byte[] LAST_UPDATE = bytes(",\"u\":");
    private static final byte[] PREVIOUS_UPDATE = bytes(",\"pu\":");
    private static final byte[] BIDS = bytes(",\"b\":[");
    private static final byte[] ASKS = bytes("],\"a\":[");
    private static final byte[] DEPTH_END = bytes("]}");
    private static final byte[] LEVEL = bytes("[\"");
    private static final byte[] NEXT_LEVEL = bytes(",[\"");
    private static final byte[] LEVEL_QUANTITY = bytes("\",\"");
    private static final byte[] LEVEL_END = bytes("\"]");
    private static final byte[] SNAPSHOT = bytes("{\"lastUpdateId\":");
    private static final byte[] SNAPSHOT_BIDS = bytes(",\"bids\":[");
    private static final byte[] SNAPSHOT_ASKS = bytes("],\"asks\":[");

    private final FrameSink sink;
    private final byte[][] symbols;
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);
    private final JsonWriter json = new JsonWriter();

    FuturesFrames(List<SimulatedInstrument> instruments, FrameSink sink) {
        this.sink = sink;
        symbols = instruments.stream()
                .map(instrument -> bytes(instrument.symbol()))
                .toArray(byte[][]::new);
    }

    @Override
    public void onTrade(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.TRADE);
        if (sink.wants(stream)) {
            SimulatedTrade trade = flow.lastTrade();
            begin(TRADE, flow).text(TRADE_ID).number(trade.id).text(PRICE);
            price(json, trade.ticks, flow.instrument()).text(QUANTITY);
            quantity(json, trade.lots, flow.instrument()).text(MARKET).bool(trade.buyerIsMaker);
            end(stream, TRADE_END);
        }
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {}

    @Override
    public void onTop(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.BOOK_TICKER);
        if (sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            json.begin(buffer, 0).text(TICKER).number(id(orders.lastUpdateId()));
            json.text(SYMBOL).text(symbols[flow.index()]).text(BID);
            price(json, orders.bids().ticks(0), flow.instrument()).text(BID_QUANTITY);
            quantity(json, orders.bids().lots(0), flow.instrument()).text(ASK);
            price(json, orders.asks().ticks(0), flow.instrument()).text(ASK_QUANTITY);
            quantity(json, orders.asks().lots(0), flow.instrument());
            json.text(TICKER_TIME).number(flow.timeMs()).text(EVENT_TIME).number(flow.timeMs());
            end(stream, TRADE_END);
        }
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.DEPTH);
        if (pace == DiffPace.FAST && sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            long previous = orders.diffFirstId(pace) - 1;
            begin(DEPTH, flow).text(FIRST_UPDATE).number(id(previous) + 2);
            json.text(LAST_UPDATE).number(id(orders.lastUpdateId()));
            json.text(PREVIOUS_UPDATE).number(id(previous)).text(BIDS);
            int bids = orders.bids().sortChanges(pace);
            for (int i = bids - 1; i >= 0; i--) {
                change(orders.bids(), orders.bids().changedTicks(pace, i), i == bids - 1, flow.instrument());
            }
            json.text(ASKS);
            int asks = orders.asks().sortChanges(pace);
            for (int i = 0; i < asks; i++) {
                change(orders.asks(), orders.asks().changedTicks(pace, i), i == 0, flow.instrument());
            }
            end(stream, DEPTH_END);
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {}

    /**
     * Writes the REST answer that holds a whole book.
     *
     * @return its length, from offset 0
     */
    static int snapshot(OrderFlow flow, int limit, MutableDirectBuffer to) {
        JsonWriter json = new JsonWriter().begin(to, 0);
        json.text(SNAPSHOT).number(id(flow.orders().lastUpdateId()));
        json.text(EVENT_TIME).number(flow.timeMs()).text(TIME).number(flow.timeMs());
        json.text(SNAPSHOT_BIDS);
        levels(json, flow.orders().bids(), limit, flow.instrument());
        json.text(SNAPSHOT_ASKS);
        levels(json, flow.orders().asks(), limit, flow.instrument());
        return json.text(DEPTH_END).length();
    }

    private static long id(long updateId) {
        return updateId * IDS_A_UPDATE;
    }

    private JsonWriter begin(byte[] head, OrderFlow flow) {
        json.begin(buffer, 0).text(head).number(flow.timeMs()).text(TIME).number(flow.timeMs());
        return json.text(SYMBOL).text(symbols[flow.index()]);
    }

    private void end(int stream, byte[] tail) {
        json.text(tail);
        sink.onPayload(stream, buffer, 0, json.length());
    }

    private void change(BookSide side, long ticks, boolean isFirst, SimulatedInstrument instrument) {
        level(json, isFirst, ticks, side.lotsAt(ticks), instrument);
    }

    private static void levels(JsonWriter json, BookSide side, int limit, SimulatedInstrument instrument) {
        int count = Math.min(limit, side.count());
        for (int i = 0; i < count; i++) {
            level(json, i == 0, side.ticks(i), side.lots(i), instrument);
        }
    }

    private static void level(JsonWriter json, boolean isFirst, long ticks, long lots, SimulatedInstrument instrument) {
        json.text(isFirst ? LEVEL : NEXT_LEVEL);
        price(json, ticks, instrument).text(LEVEL_QUANTITY);
        quantity(json, lots, instrument).text(LEVEL_END);
    }

    private static JsonWriter price(JsonWriter json, long ticks, SimulatedInstrument instrument) {
        return json.fixed(ticks * instrument.tickUnits(), instrument.priceDecimals());
    }

    private static JsonWriter quantity(JsonWriter json, long lots, SimulatedInstrument instrument) {
        return json.fixed(lots * instrument.lotUnits(), instrument.quantityDecimals());
    }
}
