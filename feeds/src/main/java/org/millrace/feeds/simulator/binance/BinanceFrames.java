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

/** Writes what happens in a market as Binance's payloads: keys, their order and the digits as in recorded frames. */
public final class BinanceFrames implements MarketListener {
    private static final byte[] TRADE = bytes("{\"e\":\"trade\",\"E\":");
    private static final byte[] AGGREGATE = bytes("{\"e\":\"aggTrade\",\"E\":");
    private static final byte[] DEPTH = bytes("{\"e\":\"depthUpdate\",\"E\":");
    private static final byte[] KLINE = bytes("{\"e\":\"kline\",\"E\":");
    private static final byte[] TICKER = bytes("{\"u\":");
    private static final byte[] SYMBOL = bytes(",\"s\":\"");
    private static final byte[] TRADE_ID = bytes("\",\"t\":");
    private static final byte[] AGGREGATE_ID = bytes("\",\"a\":");
    private static final byte[] PRICE = bytes(",\"p\":\"");
    private static final byte[] QUANTITY = bytes("\",\"q\":\"");
    private static final byte[] FIRST = bytes("\",\"f\":");
    private static final byte[] LAST = bytes(",\"l\":");
    private static final byte[] TRADE_TIME = bytes("\",\"T\":");
    private static final byte[] AGGREGATE_TIME = bytes(",\"T\":");
    private static final byte[] MAKER = bytes(",\"m\":");
    private static final byte[] TRADE_END = bytes(",\"M\":true}");
    private static final byte[] BID = bytes("\",\"b\":\"");
    private static final byte[] BID_QUANTITY = bytes("\",\"B\":\"");
    private static final byte[] ASK = bytes("\",\"a\":\"");
    private static final byte[] ASK_QUANTITY = bytes("\",\"A\":\"");
    private static final byte[] TICKER_END = bytes("\"}");
    private static final byte[] FIRST_UPDATE = bytes("\",\"U\":");
    private static final byte[] LAST_UPDATE = bytes(",\"u\":");
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
    private final KlineFrame kline = new KlineFrame();
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);
    private final JsonWriter json = new JsonWriter();

    public BinanceFrames(List<SimulatedInstrument> instruments, FrameSink sink) {
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
            begin(TRADE, flow).text(TRADE_ID).number(trade.id);
            json.text(PRICE).decimal(trade.ticks * flow.instrument().tickUnits());
            json.text(QUANTITY).decimal(trade.lots * flow.instrument().lotUnits());
            json.text(TRADE_TIME).number(flow.timeMs()).text(MAKER).bool(trade.buyerIsMaker);
            end(stream, TRADE_END);
        }
    }

    @Override
    public void onAggregateTrade(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.AGGREGATE_TRADE);
        if (sink.wants(stream)) {
            SimulatedTrade trade = flow.lastTrade();
            begin(AGGREGATE, flow).text(AGGREGATE_ID).number(trade.aggregateId);
            json.text(PRICE).decimal(trade.ticks * flow.instrument().tickUnits());
            json.text(QUANTITY).decimal(trade.aggregateLots * flow.instrument().lotUnits());
            json.text(FIRST).number(trade.firstId).text(LAST).number(trade.id);
            json.text(AGGREGATE_TIME).number(flow.timeMs()).text(MAKER).bool(trade.buyerIsMaker);
            end(stream, TRADE_END);
        }
    }

    @Override
    public void onTop(OrderFlow flow) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.BOOK_TICKER);
        if (sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            long tick = flow.instrument().tickUnits();
            long lot = flow.instrument().lotUnits();
            json.begin(buffer, 0).text(TICKER).number(orders.lastUpdateId());
            json.text(SYMBOL).text(symbols[flow.index()]);
            json.text(BID).decimal(orders.bids().ticks(0) * tick);
            json.text(BID_QUANTITY).decimal(orders.bids().lots(0) * lot);
            json.text(ASK).decimal(orders.asks().ticks(0) * tick);
            json.text(ASK_QUANTITY).decimal(orders.asks().lots(0) * lot);
            end(stream, TICKER_END);
        }
    }

    @Override
    public void onDepth(OrderFlow flow, DiffPace pace) {
        int stream = BinanceStreams.id(
                flow.index(), pace == DiffPace.FAST ? BinanceStreams.DEPTH : BinanceStreams.SLOW_DEPTH);
        if (sink.wants(stream)) {
            RestingOrders orders = flow.orders();
            begin(DEPTH, flow).text(FIRST_UPDATE).number(orders.diffFirstId(pace));
            json.text(LAST_UPDATE).number(orders.lastUpdateId()).text(BIDS);
            changes(orders.bids(), pace, flow.instrument());
            json.text(ASKS);
            changes(orders.asks(), pace, flow.instrument());
            end(stream, DEPTH_END);
        }
    }

    @Override
    public void onBar(OrderFlow flow, SimulatedBar bar) {
        int stream = BinanceStreams.id(flow.index(), BinanceStreams.FIRST_BAR + bar.intervalIndex);
        if (sink.wants(stream)) {
            begin(KLINE, flow);
            kline.write(json, symbols[flow.index()], flow.instrument(), bar);
            sink.onPayload(stream, buffer, 0, json.length());
        }
    }

    /**
     * Writes the REST answer that holds a whole book.
     *
     * @return its length, from offset 0
     */
    public static int snapshot(OrderFlow flow, int limit, MutableDirectBuffer to) {
        JsonWriter json = new JsonWriter().begin(to, 0);
        json.text(SNAPSHOT).number(flow.orders().lastUpdateId()).text(SNAPSHOT_BIDS);
        levels(json, flow.orders().bids(), limit, flow.instrument());
        json.text(SNAPSHOT_ASKS);
        levels(json, flow.orders().asks(), limit, flow.instrument());
        return json.text(DEPTH_END).length();
    }

    private JsonWriter begin(byte[] head, OrderFlow flow) {
        json.begin(buffer, 0).text(head).number(flow.timeMs());
        return json.text(SYMBOL).text(symbols[flow.index()]);
    }

    private void end(int stream, byte[] tail) {
        json.text(tail);
        sink.onPayload(stream, buffer, 0, json.length());
    }

    private void changes(BookSide side, DiffPace pace, SimulatedInstrument instrument) {
        int count = side.sortChanges(pace);
        for (int i = 0; i < count; i++) {
            long ticks = side.changedTicks(pace, i);
            level(json, i, ticks * instrument.tickUnits(), side.lotsAt(ticks) * instrument.lotUnits());
        }
    }

    private static void levels(JsonWriter json, BookSide side, int limit, SimulatedInstrument instrument) {
        int count = Math.min(limit, side.count());
        for (int i = 0; i < count; i++) {
            level(json, i, side.ticks(i) * instrument.tickUnits(), side.lots(i) * instrument.lotUnits());
        }
    }

    private static void level(JsonWriter json, int index, long price, long quantity) {
        json.text(index == 0 ? LEVEL : NEXT_LEVEL).decimal(price);
        json.text(LEVEL_QUANTITY).decimal(quantity).text(LEVEL_END);
    }
}
