package org.millrace.feeds.simulator.market;

/**
 * One bar in progress, as a venue's stream of bars shows it. Sums are exact, in ticks and lots. Only the market writes it.
 */
public final class SimulatedBar {
    public final int intervalIndex;
    public final long lengthMs;
    public final BarHistory history = new BarHistory();
    public long startMs;
    public long firstTradeId;
    public long lastTradeId;
    public long open;
    public long high;
    public long low;
    public long close;
    public long lots;
    public long notional;
    public long buyLots;
    public long buyNotional;
    public long tradeCount;
    public boolean closed;
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
