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
import org.millrace.feeds.simulator.market.BookSide;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** WebSocket v2: objects, bare numbers padded to the pair's precision, quantities to eight decimals. */
final class KrakenV2 implements KrakenDialect {
    private static final int MICROS = 6;
    private static final int NANOS = 9;
    private static final double CENTS_OF_PERCENT = 1e4;
    private static final long CENT_UNITS = 1_000_000;
    private static final byte[] TRADE_SNAPSHOT = bytes("{\"channel\":\"trade\",\"type\":\"snapshot\",\"data\":[");
    private static final byte[] TRADE_UPDATE = bytes("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[");
    private static final byte[] SYMBOL = bytes("{\"symbol\":\"");
    private static final byte[] BUY = bytes("\",\"side\":\"buy\",\"price\":");
    private static final byte[] SELL = bytes("\",\"side\":\"sell\",\"price\":");
    private static final byte[] QUANTITY = bytes(",\"qty\":");
    private static final byte[] TRADE_ID = bytes(",\"ord_type\":\"market\",\"trade_id\":");
    private static final byte[] TIME = bytes(",\"timestamp\":\"");
    private static final byte[] TIME_END = bytes("\"}");
    private static final byte[] COMMA = bytes(",");
    private static final byte[] END = bytes("]}");
    private static final byte[] TICKER_SNAPSHOT = bytes("{\"channel\":\"ticker\",\"type\":\"snapshot\",\"data\":[");
    private static final byte[] TICKER_UPDATE = bytes("{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[");
    private static final byte[] BID = bytes("\",\"bid\":");
    private static final byte[] BID_QUANTITY = bytes(",\"bid_qty\":");
    private static final byte[] ASK = bytes(",\"ask\":");
    private static final byte[] ASK_QUANTITY = bytes(",\"ask_qty\":");
    private static final byte[] LAST = bytes(",\"last\":");
    private static final byte[] VOLUME = bytes(",\"volume\":");
    private static final byte[] VWAP = bytes(",\"vwap\":");
    private static final byte[] LOW = bytes(",\"low\":");
    private static final byte[] HIGH = bytes(",\"high\":");
    private static final byte[] CHANGE = bytes(",\"change\":");
    private static final byte[] CHANGE_PERCENT = bytes(",\"change_pct\":");
    private static final byte[] BOOK_SNAPSHOT =
            bytes("{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"");
    private static final byte[] BOOK_UPDATE =
            bytes("{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"");
    private static final byte[] BIDS = bytes("\",\"bids\":[");
    private static final byte[] ASKS = bytes("],\"asks\":[");
    private static final byte[] CHECKSUM = bytes("],\"checksum\":");
    private static final byte[] BOOK_END = bytes("\"}]}");
    private static final byte[] LEVEL = bytes("{\"price\":");
    private static final byte[] NEXT_LEVEL = bytes(",{\"price\":");
    private static final byte[] LEVEL_END = bytes("}");

    private static final byte[] BAR_SNAPSHOT = bytes("{\"channel\":\"ohlc\",\"type\":\"snapshot\",\"timestamp\":\"");
    private static final byte[] BAR_UPDATE = bytes("{\"channel\":\"ohlc\",\"type\":\"update\",\"timestamp\":\"");
    private static final byte[] BAR_DATA = bytes("\",\"data\":[{\"symbol\":\"");
    private static final byte[] OPEN = bytes("\",\"open\":");
    private static final byte[] CLOSE = bytes(",\"close\":");
    private static final byte[] TRADES = bytes(",\"trades\":");
    private static final byte[] BEGIN = bytes(",\"interval_begin\":\"");
    private static final byte[] INTERVAL = bytes("\",\"interval\":");

    private final List<String> names;
    private final byte[][] symbols;
    private final Checksum checksum = new Checksum();
    private final JsonWriter json = new JsonWriter();
    private final ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer(64 * 1024);

    KrakenV2(List<SimulatedInstrument> instruments) {
        names = instruments.stream()
                .map(each -> each.baseAsset() + "/" + each.quoteAsset())
                .toList();
        symbols = names.stream().map(JsonWriter::bytes).toArray(byte[][]::new);
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
        SimulatedInstrument of = flow.instrument();
        json.begin(buffer, 0).text(isSnapshot ? TRADE_SNAPSHOT : TRADE_UPDATE);
        for (long id = firstId; id < tape.nextId(); id++) {
            if (id > firstId) {
                json.text(COMMA);
            }
            json.text(SYMBOL).text(symbols[flow.index()]).text(tape.buyerIsMaker(id) ? SELL : BUY);
            json.fixed(tape.ticks(id) * of.tickUnits(), of.priceDecimals());
            json.text(QUANTITY).decimal(tape.lots(id) * of.lotUnits());
            json.text(TRADE_ID)
                    .number(id)
                    .text(TIME)
                    .time(tape.timeNs(id), MICROS)
                    .text(TIME_END);
        }
        return json.text(END).length();
    }

    @Override
    public int ticker(OrderFlow flow, boolean isSnapshot) {
        SimulatedInstrument of = flow.instrument();
        BookSide bids = flow.orders().bids();
        BookSide asks = flow.orders().asks();
        json.begin(buffer, 0).text(isSnapshot ? TICKER_SNAPSHOT : TICKER_UPDATE);
        json.text(SYMBOL).text(symbols[flow.index()]);
        price(BID, bids.ticks(0), of).text(BID_QUANTITY).decimal(bids.lots(0) * of.lotUnits());
        price(ASK, asks.ticks(0), of).text(ASK_QUANTITY).decimal(asks.lots(0) * of.lotUnits());
        day(flow, of);
        return json.text(TIME).time(flow.timeNs(), MICROS).text(BOOK_END).length();
    }

    @Override
    public int bar(OrderFlow flow, SimulatedBar bar, boolean isSnapshot) {
        SimulatedInstrument of = flow.instrument();
        json.begin(buffer, 0).text(isSnapshot ? BAR_SNAPSHOT : BAR_UPDATE).time(flow.timeNs(), NANOS);
        json.text(BAR_DATA).text(symbols[flow.index()]);
        price(OPEN, bar.open, of);
        price(HIGH, bar.high, of);
        price(LOW, bar.low, of);
        price(CLOSE, bar.close, of).text(TRADES).number(bar.tradeCount);
        json.text(VOLUME).decimal(bar.lots * of.lotUnits());
        price(VWAP, bar.notional / bar.lots, of).text(BEGIN).time(MILLISECONDS.toNanos(bar.startMs), NANOS);
        json.text(INTERVAL).number(MILLISECONDS.toMinutes(bar.lengthMs));
        long end = bar.startMs + bar.lengthMs;
        return json.text(TIME)
                .time(MILLISECONDS.toNanos(end), MICROS)
                .text(BOOK_END)
                .length();
    }

    @Override
    public int bookSnapshot(OrderFlow flow, ShownBook book, int depth) {
        json.begin(buffer, 0).text(BOOK_SNAPSHOT).text(symbols[flow.index()]).text(BIDS);
        levels(book.bids(), flow.instrument());
        json.text(ASKS);
        levels(book.asks(), flow.instrument());
        return end(flow, book);
    }

    @Override
    public int bookUpdate(OrderFlow flow, ShownBook book, int depth) {
        json.begin(buffer, 0).text(BOOK_UPDATE).text(symbols[flow.index()]).text(BIDS);
        changes(book.bids(), flow.instrument());
        json.text(ASKS);
        changes(book.asks(), flow.instrument());
        return end(flow, book);
    }

    @Override
    public boolean resendsTrades() {
        return true;
    }

    @Override
    public String status(String system) {
        return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"" + system
                + "\",\"api_version\":\"v2\",\"connection_id\":2950167385101900187}]}";
    }

    @Override
    public String heartbeat() {
        return "{\"channel\":\"heartbeat\"}";
    }

    @Override
    public String pong(KrakenRequest request, long nowNs) {
        return "{\"method\":\"pong\"" + times(request, nowNs);
    }

    @Override
    public String granted(KrakenRequest request, String pair, long nowNs) {
        boolean isOn = request.method.equals("subscribe");
        String extra =
                switch (request.channel) {
                    case "book" -> ",\"depth\":" + request.depth;
                    case "ohlc" -> ",\"interval\":" + request.minutes;
                    case "ticker" -> ",\"event_trigger\":\"bbo\"";
                    default -> "";
                };
        return "{\"method\":\"" + request.method + "\",\"result\":{\"channel\":\"" + request.channel + "\"" + extra
                + (isOn ? ",\"snapshot\":true" : "") + (pair.isEmpty() ? "" : ",\"symbol\":\"" + pair + "\"")
                + "},\"success\":true" + times(request, nowNs);
    }

    @Override
    public String refused(KrakenRequest request, String pair, String error, long nowNs) {
        return "{\"error\":\"" + error + "\",\"method\":\"" + request.method + "\",\"success\":false"
                + (pair.isEmpty() ? "" : ",\"symbol\":\"" + pair + "\"") + times(request, nowNs);
    }

    /** Returns what the channel of instruments says of all of them. */
    String listing(List<SimulatedInstrument> instruments) {
        List<String> pairs = instruments.stream()
                .map(each -> "{\"symbol\":\"" + each.baseAsset() + "/" + each.quoteAsset() + "\",\"base\":\""
                        + each.baseAsset() + "\",\"quote\":\"" + each.quoteAsset()
                        + "\",\"status\":\"online\",\"qty_precision\":8,\"qty_increment\":"
                        + Units.text(each.lotUnits())
                        + ",\"price_precision\":" + each.priceDecimals()
                        + ",\"cost_precision\":8,\"marginable\":false,\"has_index\":true,\"cost_min\":0.5,"
                        + "\"price_increment\":" + Units.text(each.tickUnits()) + ",\"qty_min\":"
                        + Units.text(each.lotUnits()) + "}")
                .toList();
        return "{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":["
                + String.join(",", pairs) + "]}}";
    }

    private void day(OrderFlow flow, SimulatedInstrument of) {
        SimulatedBar day = flow.bar(BarIntervals.count() - 1);
        boolean hasTraded = day.tradeCount > 0;
        long last = flow.lastTrade().ticks;
        long open = hasTraded ? day.open : last;
        price(LAST, last, of).text(VOLUME).decimal(day.lots * of.lotUnits());
        price(VWAP, hasTraded ? day.notional / day.lots : last, of);
        price(LOW, hasTraded ? day.low : last, of);
        price(HIGH, hasTraded ? day.high : last, of);
        json.text(CHANGE).trimmed((last - open) * of.tickUnits());
        long percent = open == 0 ? 0 : Math.round(CENTS_OF_PERCENT * (last - open) / open);
        json.text(CHANGE_PERCENT).trimmed(percent * CENT_UNITS);
    }

    private JsonWriter price(byte[] name, long ticks, SimulatedInstrument of) {
        return json.text(name).fixed(ticks * of.tickUnits(), of.priceDecimals());
    }

    private void levels(ShownSide side, SimulatedInstrument of) {
        for (int i = 0; i < side.count(); i++) {
            level(i, side.ticks(i), side.lots(i), of);
        }
    }

    private void changes(ShownSide side, SimulatedInstrument of) {
        for (int i = 0; i < side.changes(); i++) {
            level(i, side.changedTicks(i), side.changedLots(i), of);
        }
    }

    private void level(int index, long ticks, long lots, SimulatedInstrument of) {
        price(index == 0 ? LEVEL : NEXT_LEVEL, ticks, of).text(QUANTITY);
        json.decimal(lots * of.lotUnits()).text(LEVEL_END);
    }

    private int end(OrderFlow flow, ShownBook book) {
        json.text(CHECKSUM).number(checksum.of(book, 1, flow.instrument().lotUnits()));
        return json.text(TIME).time(flow.timeNs(), MICROS).text(BOOK_END).length();
    }

    private static String times(KrakenRequest request, long nowNs) {
        String time = Units.time(nowNs);
        return ",\"time_in\":\"" + time + "\",\"time_out\":\"" + time + "\""
                + (request.id.isEmpty() ? "" : ",\"req_id\":" + request.id) + "}";
    }
}
