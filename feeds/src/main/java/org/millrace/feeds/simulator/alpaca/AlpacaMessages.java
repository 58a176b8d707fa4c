package org.millrace.feeds.simulator.alpaca;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.agrona.collections.LongArrayList;
import org.millrace.feeds.simulator.face.ShownBook;
import org.millrace.feeds.simulator.face.ShownSide;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.RestingOrders;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedTrade;

/** Writes what happens in a market as Alpaca's messages: keys and their order as in recorded frames. */
final class AlpacaMessages {
    private static final String EXCHANGE = "V";
    private static final String TAPE = "C";
    private static final String REGULAR = "R";

    private final Variant variant;
    private final Form form;

    AlpacaMessages(Variant variant) {
        this.variant = variant;
        form = variant.newForm();
    }

    /** Writes the trades of a taker order at one price. */
    Form trades(OrderFlow flow, LongArrayList lots) {
        form.begin().list(lots.size());
        for (int i = 0; i < lots.size(); i++) {
            trade(flow, flow.lastTrade().firstId + i, lots.getLong(i));
        }
        return form.endList();
    }

    /** Writes the best levels. */
    Form quote(OrderFlow flow) {
        RestingOrders orders = flow.orders();
        long tick = flow.instrument().tickUnits();
        begin(variant.isCrypto() ? 7 : 11, "q", flow);
        exchange("bx");
        form.field("bp").decimal(orders.bids().ticks(0) * tick);
        quantity("bs", orders.bids().lots(0), flow);
        exchange("ax");
        form.field("ap").decimal(orders.asks().ticks(0) * tick);
        quantity("as", orders.asks().lots(0), flow);
        if (!variant.isCrypto()) {
            form.field("c").list(1).text(REGULAR).endList().field("z").text(TAPE);
        }
        form.field("t").time(flow.timeNs());
        return end();
    }

    /** Writes a bar, of which the message says no more than that it is of a minute or of the running day. */
    Form bar(OrderFlow flow, SimulatedBar bar, String type) {
        long tick = flow.instrument().tickUnits();
        begin(10, type, flow);
        form.field("o").decimal(bar.open * tick).field("h").decimal(bar.high * tick);
        form.field("l").decimal(bar.low * tick).field("c").decimal(bar.close * tick);
        quantity("v", bar.lots, flow);
        if (variant.isCrypto()) {
            form.field("t").time(MILLISECONDS.toNanos(bar.startMs));
        }
        form.field("n").number(bar.tradeCount);
        form.field("vw").decimal((long) ((double) bar.notional / bar.lots * tick));
        if (!variant.isCrypto()) {
            form.field("t").time(MILLISECONDS.toNanos(bar.startMs));
        }
        return end();
    }

    /** Writes that trading halts, or goes on. */
    Form status(OrderFlow flow, boolean isHalted) {
        begin(8, "s", flow);
        form.field("sc").text(isHalted ? "H" : "T");
        form.field("sm").text(isHalted ? "Trading Halt" : "Trading Resumption");
        form.field("rc").text(isHalted ? "T12" : "");
        form.field("rm").text(isHalted ? "Trading Halted; For information requested by NASDAQ" : "");
        form.field("t").time(flow.timeNs()).field("z").text(TAPE);
        return end();
    }

    /** Writes what the last step changed in a book. */
    Form change(OrderFlow flow, ShownBook book) {
        begin(5, "o", flow).field("t").time(flow.timeNs());
        changes("b", book.bids(), flow);
        changes("a", book.asks(), flow);
        return end();
    }

    /** Writes a whole book. */
    Form snapshot(OrderFlow flow, ShownBook book) {
        begin(6, "o", flow).field("t").time(flow.timeNs());
        levels("b", book.bids(), flow);
        levels("a", book.asks(), flow);
        form.field("r").yes();
        return end();
    }

    private void trade(OrderFlow flow, long id, long lots) {
        SimulatedTrade trade = flow.lastTrade();
        long price = trade.ticks * flow.instrument().tickUnits();
        form.map(variant.isCrypto() ? 7 : 9).field("T").text("t").field("S").text(variant.symbol(flow.instrument()));
        if (variant.isCrypto()) {
            form.field("p").decimal(price);
            quantity("s", lots, flow);
            form.field("t").time(flow.timeNs()).field("i").number(id);
            form.field("tks").text(trade.buyerIsMaker ? "S" : "B");
        } else {
            form.field("i").number(id).field("x").text(EXCHANGE).field("p").decimal(price);
            quantity("s", lots, flow);
            form.field("c").list(2).text("@").text("I").endList();
            form.field("z").text(TAPE).field("t").time(flow.timeNs());
        }
        form.endMap();
    }

    private Form begin(int fields, String type, OrderFlow flow) {
        form.begin().list(1).map(fields).field("T").text(type);
        return form.field("S").text(variant.symbol(flow.instrument()));
    }

    private Form end() {
        return form.endMap().endList();
    }

    private void exchange(String key) {
        if (!variant.isCrypto()) {
            form.field(key).text(EXCHANGE);
        }
    }

    /** Writes a quantity: of crypto as many decimals as it has, of shares whole ones. */
    private void quantity(String key, long lots, OrderFlow flow) {
        form.field(key);
        if (variant.isCrypto()) {
            form.decimal(lots * flow.instrument().lotUnits());
        } else {
            form.number(lots);
        }
    }

    private void changes(String key, ShownSide side, OrderFlow flow) {
        form.field(key).list(side.changes());
        for (int i = 0; i < side.changes(); i++) {
            level(side.changedTicks(i), side.changedLots(i), flow);
        }
        form.endList();
    }

    private void levels(String key, ShownSide side, OrderFlow flow) {
        form.field(key).list(side.count());
        for (int i = 0; i < side.count(); i++) {
            level(side.ticks(i), side.lots(i), flow);
        }
        form.endList();
    }

    private void level(long ticks, long lots, OrderFlow flow) {
        form.map(2).field("p").decimal(ticks * flow.instrument().tickUnits());
        form.field("s").decimal(lots * flow.instrument().lotUnits()).endMap();
    }
}
