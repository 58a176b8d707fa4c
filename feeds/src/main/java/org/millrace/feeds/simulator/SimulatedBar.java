package org.millrace.feeds.simulator;

/** One bar in progress, as the venue's kline stream shows it. Sums are exact, in ticks and lots. */
final class SimulatedBar {
    final int intervalIndex;
    final long lengthMs;
    final BarHistory history = new BarHistory();
    long startMs;
    long firstTradeId;
    long lastTradeId;
    long open;
    long high;
    long low;
    long close;
    long lots;
    long notional;
    long buyLots;
    long buyNotional;
    long tradeCount;
    boolean closed;
    private boolean changed;

    SimulatedBar(int intervalIndex, long lengthMs) {
        this.intervalIndex = intervalIndex;
        this.lengthMs = lengthMs;
    }

    void add(SimulatedTrade trade, long timeMs) {
        if (tradeCount == 0) {
            startMs = timeMs - Math.floorMod(timeMs, lengthMs);
            firstTradeId = trade.id;
            open = trade.ticks;
            high = trade.ticks;
            low = trade.ticks;
        }
        lastTradeId = trade.id;
        high = Math.max(high, trade.ticks);
        low = Math.min(low, trade.ticks);
        close = trade.ticks;
        lots += trade.lots;
        notional += trade.ticks * trade.lots;
        if (!trade.buyerIsMaker) {
            buyLots += trade.lots;
            buyNotional += trade.ticks * trade.lots;
        }
        tradeCount++;
        changed = true;
    }

    /** Tells the listener of a bar that changed since it was last told, or that ended. */
    void tell(OrderFlow instrument, long timeMs, boolean onBeat, MarketListener listener) {
        closed = tradeCount > 0 && timeMs >= startMs + lengthMs;
        if (closed || (changed && onBeat)) {
            changed = false;
            listener.onBar(instrument, this);
        }
        if (closed) {
            history.add(this);
            reset();
        }
    }

    private void reset() {
        tradeCount = 0;
        lots = 0;
        notional = 0;
        buyLots = 0;
        buyNotional = 0;
        closed = false;
    }
}
