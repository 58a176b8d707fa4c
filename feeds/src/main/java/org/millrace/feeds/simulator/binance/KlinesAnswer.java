package org.millrace.feeds.simulator.binance;

import java.util.ArrayList;
import java.util.List;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.BarHistory;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * Writes the answer to {@code GET /api/v3/klines} ("Market Data endpoints"): rows of {@code [openTime, open, high, low,
 * close, volume, closeTime, quoteVolume, trades, takerBuyBase, takerBuyQuote, "0"]}, oldest first, the running bar last.
 * Intervals without trades repeat the close before them.
 */
final class KlinesAnswer {
    private final SimulatedInstrument instrument;
    private final SimulatedBar running;
    private final BarHistory history;
    private final List<String> rows = new ArrayList<>();

    KlinesAnswer(SimulatedInstrument instrument, SimulatedBar running) {
        this.instrument = instrument;
        this.running = running;
        history = running.history;
    }

    /**
     * Returns the answer.
     *
     * @param startMs first open time that is wanted; less than 0: the newest rows are
     * @param endMs   last one
     * @param nowMs   until when intervals without trades are known to have none
     */
    String text(long startMs, long endMs, int limit, long nowMs) {
        rows.clear();
        for (int i = 0; i < history.count(); i++) {
            fillBefore(history.value(i, BarHistory.START_MS), i - 1);
            add(i);
        }
        addRunning(nowMs);
        List<String> wanted = new ArrayList<>();
        for (String row : rows) {
            long openMs = Long.parseLong(row.substring(1, row.indexOf(',')));
            if (openMs >= startMs && openMs <= endMs) {
                wanted.add(row);
            }
        }
        int from = startMs < 0 ? Math.max(0, wanted.size() - limit) : 0;
        return "[" + String.join(",", wanted.subList(from, Math.min(wanted.size(), from + limit))) + "]";
    }

    private void addRunning(long nowMs) {
        BarHistory last = new BarHistory();
        if (running.tradeCount > 0) {
            last.add(running);
            fillBefore(running.startMs, history.count() - 1);
            rows.add(row(last, 0));
        } else {
            fillBefore(nowMs - Math.floorMod(nowMs, running.lengthMs) + running.lengthMs, history.count() - 1);
        }
    }

    private void add(int index) {
        rows.add(row(history, index));
    }

    /** Adds flat bars between a bar of the history and the start of the next. */
    private void fillBefore(long startMs, int index) {
        if (index < 0) {
            return;
        }
        String close = price(history.value(index, BarHistory.CLOSE));
        long from = history.value(index, BarHistory.START_MS) + running.lengthMs;
        for (long openMs = from; openMs < startMs; openMs += running.lengthMs) {
            rows.add("[" + openMs + "," + close + "," + close + "," + close + "," + close + "," + lots(0) + ","
                    + (openMs + running.lengthMs - 1) + "," + amount(0) + ",0," + lots(0) + "," + amount(0)
                    + ",\"0\"]");
        }
    }

    private String row(BarHistory of, int i) {
        long openMs = of.value(i, BarHistory.START_MS);
        return "[" + openMs + "," + price(of.value(i, BarHistory.OPEN)) + "," + price(of.value(i, BarHistory.HIGH))
                + ","
                + price(of.value(i, BarHistory.LOW)) + "," + price(of.value(i, BarHistory.CLOSE)) + ","
                + lots(of.value(i, BarHistory.LOTS)) + "," + (openMs + running.lengthMs - 1) + ","
                + amount(of.value(i, BarHistory.NOTIONAL)) + "," + of.value(i, BarHistory.TRADES) + ","
                + lots(of.value(i, BarHistory.BUY_LOTS)) + "," + amount(of.value(i, BarHistory.BUY_NOTIONAL))
                + ",\"0\"]";
    }

    private String price(long ticks) {
        return quoted(ticks * instrument.tickUnits());
    }

    private String lots(long lots) {
        return quoted(lots * instrument.lotUnits());
    }

    private String amount(long notional) {
        return quoted(notional * instrument.notionalUnits());
    }

    private static String quoted(long units) {
        return "\"" + JsonWriter.toText(units) + "\"";
    }
}
