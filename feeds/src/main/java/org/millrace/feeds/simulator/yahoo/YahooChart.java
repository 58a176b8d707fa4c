package org.millrace.feeds.simulator.yahoo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.StringJoiner;
import org.millrace.feeds.simulator.market.BarHistory;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;

/**
 * Writes one chart: floats that were widened, nulls where nothing was traded, the live price as its last row. Of the newest
 * whole bar the volume is restated once another is whole.
 */
final class YahooChart {
    private static final double UNITS = 1e8;
    private static final String NULL = "null";

    private final OrderFlow flow;
    private final String symbol;
    private final SimulatedBar running;
    private final BarHistory history;
    private final String interval;
    private final StringJoiner times = new StringJoiner(",");
    private final StringJoiner open = new StringJoiner(",");
    private final StringJoiner high = new StringJoiner(",");
    private final StringJoiner low = new StringJoiner(",");
    private final StringJoiner close = new StringJoiner(",");
    private final StringJoiner volume = new StringJoiner(",");
    private long liveTicks;
    private long liveTime;
    private long lastTime;

    YahooChart(OrderFlow flow, String symbol, SimulatedBar running, String interval) {
        this.flow = flow;
        this.symbol = symbol;
        this.running = running;
        this.interval = interval;
        history = running.history;
    }

    /** Sets the last price and its time, seconds. */
    void live(long ticks, long time) {
        liveTicks = ticks;
        liveTime = time;
    }

    /** Returns the answer with the bars that begin within a time, seconds. */
    String text(long from, long until) {
        for (int i = 0; i < history.count(); i++) {
            long start = MILLISECONDS.toSeconds(history.value(i, BarHistory.START_MS));
            if (start >= from && start <= until) {
                fillTo(start);
                long restated = i == history.count() - 1 ? 1 : 0;
                long lots = Math.max(1, history.value(i, BarHistory.LOTS) - restated);
                row(start, field(i, BarHistory.OPEN), field(i, BarHistory.HIGH), field(i, BarHistory.LOW));
                last(field(i, BarHistory.CLOSE), lots);
            }
        }
        if (running.tradeCount > 0) {
            long start = MILLISECONDS.toSeconds(running.startMs);
            fillTo(start);
            row(start, price(running.open), price(running.high), price(running.low));
            last(price(running.close), running.lots);
        }
        if (liveTime > lastTime) {
            row(liveTime, price(liveTicks), price(liveTicks), price(liveTicks));
            last(price(liveTicks), 0);
        }
        return "{\"chart\":{\"result\":[{" + meta() + columns() + "}],\"error\":null}}";
    }

    private String meta() {
        int kind = YahooSymbols.kind(symbol);
        boolean isCrypto = kind == YahooSymbols.CRYPTO;
        String currency = YahooSymbols.currency(flow.instrument(), kind);
        long midnight = MILLISECONDS.toSeconds(flow.timeMs()) / 86_400 * 86_400;
        String period =
                "{\"timezone\":\"UTC\",\"end\":" + (midnight + 86_400) + ",\"start\":" + midnight + ",\"gmtoffset\":0}";
        return "\"meta\":{\"currency\":\"" + currency + "\",\"symbol\":\"" + symbol + "\",\"exchangeName\":\""
                + (isCrypto ? "CCC" : "NMS") + "\",\"fullExchangeName\":\"Simulator\",\"instrumentType\":\""
                + (isCrypto ? "CRYPTOCURRENCY" : "EQUITY") + "\",\"firstTradeDate\":" + midnight
                + ",\"regularMarketTime\":" + liveTime + ",\"hasPrePostMarketData\":false,\"gmtoffset\":0,"
                + "\"timezone\":\"UTC\",\"exchangeTimezoneName\":\"UTC\",\"regularMarketPrice\":" + price(liveTicks)
                + ",\"priceHint\":2,\"currentTradingPeriod\":{\"pre\":" + period + ",\"regular\":" + period
                + ",\"post\":" + period + "},\"dataGranularity\":\"" + interval + "\",\"range\":\"\"},";
    }

    private String columns() {
        return "\"timestamp\":[" + times + "],\"indicators\":{\"quote\":[{\"open\":[" + open + "],\"close\":[" + close
                + "],\"high\":[" + high + "],\"low\":[" + low + "],\"volume\":[" + volume + "]}]}";
    }

    /** Adds rows without a value for the periods in which nothing was traded. */
    private void fillTo(long start) {
        long seconds = MILLISECONDS.toSeconds(running.lengthMs);
        for (long time = lastTime + seconds; lastTime > 0 && time < start; time += seconds) {
            row(time, NULL, NULL, NULL);
            close.add(NULL);
            volume.add(NULL);
        }
    }

    private void row(long time, String opened, String highest, String lowest) {
        times.add(Long.toString(time));
        open.add(opened);
        high.add(highest);
        low.add(lowest);
        lastTime = time;
    }

    private void last(String closed, long lots) {
        close.add(closed);
        volume.add(Long.toString(lots));
    }

    private String field(int index, int field) {
        return price(history.value(index, field));
    }

    private String price(long ticks) {
        return Double.toString((float) (ticks * flow.instrument().tickUnits() / UNITS));
    }
}
