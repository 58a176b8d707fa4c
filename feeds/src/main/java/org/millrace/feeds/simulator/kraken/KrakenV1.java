package org.millrace.feeds.simulator.kraken;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.ShownSide;
import org.millrace.feeds.simulator.face.TradeTape;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** WebSocket v1: arrays of text, {@code XBT} and {@code XDG}, prices padded to five decimals, no trade ids. */
final class KrakenV1 implements KrakenDialect {
    private static final int PRICE_DECIMALS = 5;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MICRO_NS = 1_000L;
    private static final int MICRO_DIGITS = 6;
    private static final int FIRST_CHANNEL = 320;
    private static final byte[] OPEN = bytes("[");
    private static final byte[] SNAPSHOT_ASKS = bytes(",{\"as\":[");
    private static final byte[] SNAPSHOT_BIDS = bytes("],\"bs\":[");
    private static final byte[] ASKS = bytes(",{\"a\":[");
    private static final byte[] BIDS = bytes(",{\"b\":[");
    private static final byte[] CHECKSUM = bytes("],\"c\":\"");
    private static final byte[] CHECKSUM_END = bytes("\"}");
    private static final byte[] SIDE_END = bytes("]}");
    private static final byte[] BOOK_NAME = bytes(",\"book-");
    private static final byte[] PAIR = bytes("\",\"");
    private static final byte[] END = bytes("\"]");
    private static final byte[] LEVEL = bytes("[\"");
    private static final byte[] NEXT_LEVEL = bytes(",[\"");
    private static final byte[] NEXT = bytes("\",\"");
    private static final byte[] LEVEL_END = bytes("\"]");
    private static final byte[] TRADES = bytes(",[");
    private static final byte[] TRADE = bytes("[\"");
    private static final byte[] NEXT_TRADE = bytes(",[\"");
    private static final byte[] BUY = bytes("\",\"b\",\"m\",\"\"]");
    private static final byte[] SELL = bytes("\",\"s\",\"m\",\"\"]");
    private static final byte[] TRADE_NAME = bytes("],\"trade\",\"");
    private static final byte[] TICKER_ASK = bytes(",{\"a\":[\"");
    private static final byte[] TICKER_BID = bytes("\"],\"b\":[\"");
    private static final byte[] WHOLE = bytes("\",");
    private static final byte[] EXACT = bytes(",\"");
    private static final byte[] TICKER_LAST = bytes("\"],\"c\":[\"");
    private static final byte[] TICKER_VOLUME = bytes("\"],\"v\":[\"");
    private static final byte[] TICKER_VWAP = bytes("\"],\"p\":[\"");
    private static final byte[] TICKER_COUNT = bytes("\"],\"t\":[");
    private static final byte[] COMMA = bytes(",");
    private static final byte[] TICKER_LOW = bytes("],\"l\":[\"");
    private static final byte[] TICKER_HIGH = bytes("\"],\"h\":[\"");
    private static final byte[] TICKER_OPEN = bytes("\"],\"o\":[\"");
    private static final byte[] TICKER_NAME = bytes("\"]},\"ticker\",\"");

    private static final byte[] BAR = bytes(",[\"");
    private static final byte[] BAR_NAME = bytes("],\"ohlc-");

    private final List<String> names;
    private final byte[][] pairs;
    private final Checksum checksum = new Checksum();
    private final JsonWriter json = new JsonWriter();
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);

    KrakenV1(List<SimulatedInstrument> instruments) {
        names = instruments.stream()
                .map(each -> old(each.baseAsset()) + "/" + old(each.quoteAsset()))
                .toList();
        pairs = names.stream().map(JsonWriter::bytes).toArray(byte[][]::new);
    }

    /** Returns the pairs' names. */
    List<String> names() {
        return names;
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public String name(int instrument) {
        return names.get(instrument);
    }

    @Override
    public int trades(OrderFlow flow, TradeTape tape, long firstId, boolean isSnapshot) {
        begin(flow, 1).text(TRADES);
        for (long id = firstId; id < tape.nextId(); id++) {
            json.text(id == firstId ? TRADE : NEXT_TRADE);
            price(tape.ticks(id), flow).text(NEXT);
            json.decimal(tape.lots(id) * flow.instrument().lotUnits()).text(NEXT);
            time(tape.timeNs(id)).text(tape.buyerIsMaker(id) ? SELL : BUY);
        }
        return json.text(TRADE_NAME).text(pairs[flow.index()]).text(END).length();
    }

    @Override
    public int ticker(OrderFlow flow, boolean isSnapshot) {
        SimulatedBar day = flow.bar(BarIntervals.count() - 1);
        SimulatedInstrument of = flow.instrument();
        boolean hasTraded = day.tradeCount > 0;
        long last = flow.lastTrade().ticks;
        top(
                begin(flow, 0).text(TICKER_ASK),
                flow.orders().asks().ticks(0),
                flow.orders().asks().lots(0),
                flow);
        top(
                json.text(TICKER_BID),
                flow.orders().bids().ticks(0),
                flow.orders().bids().lots(0),
                flow);
        json.text(TICKER_LAST);
        price(last, flow).text(NEXT).decimal(flow.lastTrade().lots * of.lotUnits());
        json.text(TICKER_VOLUME).decimal(day.lots * of.lotUnits()).text(NEXT).decimal(day.lots * of.lotUnits());
        twice(TICKER_VWAP, hasTraded ? day.notional / day.lots : last, flow);
        json.text(TICKER_COUNT).number(day.tradeCount).text(COMMA).number(day.tradeCount);
        twice(TICKER_LOW, hasTraded ? day.low : last, flow);
        twice(TICKER_HIGH, hasTraded ? day.high : last, flow);
        twice(TICKER_OPEN, hasTraded ? day.open : last, flow);
        return json.text(TICKER_NAME).text(pairs[flow.index()]).text(END).length();
    }

    @Override
    public int bar(OrderFlow flow, SimulatedBar bar, boolean isSnapshot) {
        begin(flow, 3).text(BAR);
        time(flow.timeNs()).text(NEXT);
        time(MILLISECONDS.toNanos(bar.startMs + bar.lengthMs)).text(NEXT);
        price(bar.open, flow).text(NEXT);
        price(bar.high, flow).text(NEXT);
        price(bar.low, flow).text(NEXT);
        price(bar.close, flow).text(NEXT);
        price(bar.notional / bar.lots, flow).text(NEXT);
        json.decimal(bar.lots * flow.instrument().lotUnits()).text(WHOLE).number(bar.tradeCount);
        json.text(BAR_NAME).number(MILLISECONDS.toMinutes(bar.lengthMs)).text(PAIR);
        return json.text(pairs[flow.index()]).text(END).length();
    }

    @Override
    public int bookSnapshot(OrderFlow flow, ShownBook book, int depth) {
        begin(flow, 2).text(SNAPSHOT_ASKS);
        levels(book.asks(), flow);
        json.text(SNAPSHOT_BIDS);
        levels(book.bids(), flow);
        return end(json.text(SIDE_END), flow, depth);
    }

    /** Writes one payload for each side that changed; the checksum is in the last. */
    @Override
    public int bookUpdate(OrderFlow flow, ShownBook book, int depth) {
        SimulatedInstrument of = flow.instrument();
        long sum = checksum.of(book, lastDecimals(of), of.lotUnits());
        boolean hasBids = book.bids().changes() > 0;
        begin(flow, 2);
        if (book.asks().changes() > 0) {
            changes(ASKS, book.asks(), flow);
            closeSide(sum, !hasBids);
        }
        if (hasBids) {
            changes(BIDS, book.bids(), flow);
            closeSide(sum, true);
        }
        return end(json, flow, depth);
    }

    @Override
    public boolean resendsTrades() {
        return false;
    }

    @Override
    public String status(String system) {
        return "{\"connectionID\":17413893361151983591,\"event\":\"systemStatus\",\"status\":\"" + system
                + "\",\"version\":\"1.8.3\"}";
    }

    @Override
    public String heartbeat() {
        return "{\"event\":\"heartbeat\"}";
    }

    @Override
    public String pong(KrakenRequest request, long nowNs) {
        return "{\"event\":\"pong\"" + (request.id.isEmpty() ? "" : ",\"reqid\":" + request.id) + "}";
    }

    @Override
    public String granted(KrakenRequest request, String pair, long nowNs) {
        String name =
                switch (request.channel) {
                    case "book" -> "book-" + request.depth;
                    case "ohlc" -> "ohlc-" + request.minutes;
                    default -> request.channel;
                };
        String parameter =
                switch (request.channel) {
                    case "book" -> "\"depth\":" + request.depth + ",";
                    case "ohlc" -> "\"interval\":" + request.minutes + ",";
                    default -> "";
                };
        return "{\"channelID\":" + (FIRST_CHANNEL + names.indexOf(pair)) + ",\"channelName\":\"" + name
                + "\",\"event\":\"subscriptionStatus\",\"pair\":\"" + pair + "\",\"status\":\"" + request.method
                + "d\",\"subscription\":{" + parameter + "\"name\":\"" + request.channel + "\"}}";
    }

    @Override
    public String refused(KrakenRequest request, String pair, String error, long nowNs) {
        return "{\"errorMessage\":\"" + error + "\",\"event\":\"subscriptionStatus\",\"pair\":\"" + pair
                + "\",\"status\":\"error\",\"subscription\":{\"name\":\"" + request.channel + "\"}}";
    }

    private static String old(String asset) {
        return asset.equals("BTC") ? "XBT" : asset.equals("DOGE") ? "XDG" : asset;
    }

    /** Returns how many decimals prices are written with. */
    static int decimals(SimulatedInstrument of) {
        return Math.max(PRICE_DECIMALS, of.priceDecimals());
    }

    /** Returns a tick in units of the last decimal that prices are written with. */
    private static long lastDecimals(SimulatedInstrument of) {
        long units = 1;
        for (int i = of.priceDecimals(); i < decimals(of); i++) {
            units *= 10;
        }
        return units;
    }

    private JsonWriter begin(OrderFlow flow, int channel) {
        return json.begin(buffer, 0).text(OPEN).number(FIRST_CHANNEL + 16L * flow.index() + channel);
    }

    private int end(JsonWriter to, OrderFlow flow, int depth) {
        return to.text(BOOK_NAME)
                .number(depth)
                .text(PAIR)
                .text(pairs[flow.index()])
                .text(END)
                .length();
    }

    private void closeSide(long sum, boolean isLast) {
        if (isLast) {
            json.text(CHECKSUM).number(sum).text(CHECKSUM_END);
        } else {
            json.text(SIDE_END);
        }
    }

    private void levels(ShownSide side, OrderFlow flow) {
        for (int i = 0; i < side.count(); i++) {
            level(i, side.ticks(i), side.lots(i), flow);
        }
    }

    private void changes(byte[] head, ShownSide side, OrderFlow flow) {
        json.text(head);
        for (int i = 0; i < side.changes(); i++) {
            level(i, side.changedTicks(i), side.changedLots(i), flow);
        }
    }

    private void level(int index, long ticks, long lots, OrderFlow flow) {
        json.text(index == 0 ? LEVEL : NEXT_LEVEL);
        price(ticks, flow)
                .text(NEXT)
                .decimal(lots * flow.instrument().lotUnits())
                .text(NEXT);
        time(flow.timeNs()).text(LEVEL_END);
    }

    private void top(JsonWriter to, long ticks, long lots, OrderFlow flow) {
        long units = lots * flow.instrument().lotUnits();
        price(ticks, flow).text(WHOLE);
        to.fixed(units, 0).text(EXACT).decimal(units);
    }

    private void twice(byte[] head, long ticks, OrderFlow flow) {
        json.text(head);
        price(ticks, flow).text(NEXT);
        price(ticks, flow);
    }

    private JsonWriter price(long ticks, OrderFlow flow) {
        return json.fixed(ticks * flow.instrument().tickUnits(), decimals(flow.instrument()));
    }

    /** Writes seconds with six decimals. */
    private JsonWriter time(long timeNs) {
        long micros = timeNs % SECOND_NS / MICRO_NS;
        return json.number(timeNs / SECOND_NS).fraction((int) micros, MICRO_DIGITS);
    }
}
