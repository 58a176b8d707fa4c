package org.millrace.feeds.simulator.binance;

import static org.millrace.feeds.simulator.face.JsonWriter.bytes;

import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** Writes what a kline payload says of its bar. */
final class KlineFrame {
    private static final byte[] START = bytes("\",\"k\":{\"t\":");
    private static final byte[] END = bytes(",\"T\":");
    private static final byte[] SYMBOL = bytes(",\"s\":\"");
    private static final byte[] INTERVAL = bytes("\",\"i\":\"");
    private static final byte[] FIRST = bytes("\",\"f\":");
    private static final byte[] LAST = bytes(",\"L\":");
    private static final byte[] OPEN = bytes(",\"o\":\"");
    private static final byte[] CLOSE = bytes("\",\"c\":\"");
    private static final byte[] HIGH = bytes("\",\"h\":\"");
    private static final byte[] LOW = bytes("\",\"l\":\"");
    private static final byte[] VOLUME = bytes("\",\"v\":\"");
    private static final byte[] COUNT = bytes("\",\"n\":");
    private static final byte[] CLOSED = bytes(",\"x\":");
    private static final byte[] NOTIONAL = bytes(",\"q\":\"");
    private static final byte[] BUY_VOLUME = bytes("\",\"V\":\"");
    private static final byte[] BUY_NOTIONAL = bytes("\",\"Q\":\"");
    private static final byte[] TAIL = bytes("\",\"B\":\"0\"}}");

    private final byte[][] intervals = new byte[BarIntervals.count()][];

    KlineFrame() {
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = bytes(BarIntervals.name(i));
        }
    }

    void write(JsonWriter json, byte[] symbol, SimulatedInstrument instrument, SimulatedBar bar) {
        long tick = instrument.tickUnits();
        long lot = instrument.lotUnits();
        json.text(START).number(bar.startMs).text(END).number(bar.startMs + bar.lengthMs - 1);
        json.text(SYMBOL).text(symbol).text(INTERVAL).text(intervals[bar.intervalIndex]);
        json.text(FIRST).number(bar.firstTradeId).text(LAST).number(bar.lastTradeId);
        json.text(OPEN).decimal(bar.open * tick).text(CLOSE).decimal(bar.close * tick);
        json.text(HIGH).decimal(bar.high * tick).text(LOW).decimal(bar.low * tick);
        json.text(VOLUME).decimal(bar.lots * lot).text(COUNT).number(bar.tradeCount);
        json.text(CLOSED).bool(bar.closed);
        json.text(NOTIONAL).decimal(bar.notional * instrument.notionalUnits());
        json.text(BUY_VOLUME).decimal(bar.buyLots * lot);
        json.text(BUY_NOTIONAL).decimal(bar.buyNotional * instrument.notionalUnits());
        json.text(TAIL);
    }
}
