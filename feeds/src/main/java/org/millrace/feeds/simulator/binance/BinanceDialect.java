package org.millrace.feeds.simulator.binance;

import java.util.List;
import org.millrace.feeds.simulator.face.FrameSink;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** What Binance's protocols differ in. */
enum BinanceDialect {
    SPOT("/api/v3"),
    /** Binary streams; REST and requests are those of spot. */
    SBE("/api/v3"),
    /** USDⓈ-M: of its streams those of trades, quotes and depth. */
    FUTURES("/fapi/v1");

    private final String root;

    BinanceDialect(String root) {
        this.root = root;
    }

    /** Returns where REST is. */
    String root() {
        return root;
    }

    /** Returns what writes its payloads. */
    MarketListener frames(List<SimulatedInstrument> instruments, FrameSink sink) {
        return switch (this) {
            case SPOT -> new BinanceFrames(instruments, sink);
            case SBE -> new SbeFrames(instruments, sink);
            case FUTURES -> new FuturesFrames(instruments, sink);
        };
    }

    /** Returns the name of a kind of stream; empty = there is none. */
    String kindName(int kind) {
        return switch (this) {
            case SPOT -> spot(kind);
            case SBE -> sbe(kind);
            case FUTURES -> kind == BinanceStreams.AGGREGATE_TRADE || kind > BinanceStreams.DEPTH ? "" : spot(kind);
        };
    }

    private static String spot(int kind) {
        return switch (kind) {
            case BinanceStreams.TRADE -> "trade";
            case BinanceStreams.AGGREGATE_TRADE -> "aggTrade";
            case BinanceStreams.BOOK_TICKER -> "bookTicker";
            case BinanceStreams.DEPTH -> "depth@100ms";
            case BinanceStreams.SLOW_DEPTH -> "depth";
            default -> "kline_" + BarIntervals.name(kind - BinanceStreams.FIRST_BAR);
        };
    }

    private static String sbe(int kind) {
        return switch (kind) {
            case BinanceStreams.TRADE -> "trade";
            case BinanceStreams.BOOK_TICKER -> "bestBidAsk";
            case BinanceStreams.DEPTH -> "depth";
            default -> "";
        };
    }
}
