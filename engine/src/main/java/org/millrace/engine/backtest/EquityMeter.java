package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.trading.TradingStage;

/**
 * Notes what the account is worth at the end of each minute, or of longer periods if they are asked for, in which a market that matters said something: after all
 * events whose time is not later. It changes nothing.
 */
final class EquityMeter {
    private static final int ACCOUNT = 1;

    private final EquityCurve curve = new EquityCurve();
    private final List<Instrument> watched = new ArrayList<>();
    private final List<Integer> strategyIds;
    private final TradingStage trading;
    private final long periodNs;
    private boolean[] isWatched = new boolean[64];
    private int benchmark = -1;
    private long endNs = Long.MAX_VALUE;
    private boolean seen;
    private boolean tainted;

    EquityMeter(TradingStage trading, BacktestSpec spec) {
        this.trading = trading;
        Sampling sampling = spec.assumptions().sampling();
        periodNs = (sampling == Sampling.AUTO ? Sampling.MINUTE : sampling).lengthNs();
        strategyIds = spec.strategies().stream().map(StrategyStart::strategyId).toList();
    }

    /** Begins, or goes on with one more instrument. */
    void start(long timeNs, Instrument instrument) {
        watch(instrument);
        if (!isRunning()) {
            endNs = end(timeNs);
            add(timeNs);
        }
    }

    boolean isRunning() {
        return endNs != Long.MAX_VALUE;
    }

    /** An instrument has its name: it may be what to compare with. */
    void define(Instrument instrument, String benchmarkName) {
        if (!benchmarkName.isEmpty() && benchmark < 0 && InstrumentName.of(instrument, benchmarkName)) {
            benchmark = watch(instrument);
        }
    }

    /** Looks before an event is handled. */
    void before(long timeNs) {
        if (timeNs > endNs) {
            finish();
            endNs = end(timeNs);
        }
    }

    /** The market says something. */
    void onMarket(DirectBuffer buffer, int offset) {
        int id = EventPrefix.instrumentId(buffer, offset);
        if (id < isWatched.length && isWatched[id]) {
            seen = true;
            tainted |= (EventPrefix.flags(buffer, offset) & EventPrefix.QUALITY_MASK) != 0;
        }
    }

    /** Ends the period. */
    void finish() {
        if (seen && isRunning()) {
            add(endNs);
            seen = false;
            tainted = false;
        }
    }

    EquityCurve curve() {
        return curve;
    }

    /** Returns at what an instrument is valued now; NaN: nobody knows. */
    double mark(int instrumentId) {
        return trading.mark(instrumentId);
    }

    /** Returns the instruments of the curve's prices. */
    List<Instrument> watched() {
        return watched;
    }

    /** Returns the place of what to compare with; below 0: it was never defined. */
    int benchmark() {
        return benchmark;
    }

    private int watch(Instrument instrument) {
        if (instrument.id() >= isWatched.length) {
            isWatched = Arrays.copyOf(isWatched, instrument.id() * 2);
        }
        isWatched[instrument.id()] = true;
        if (!watched.contains(instrument)) {
            watched.add(instrument);
        }
        return watched.indexOf(instrument);
    }

    private void add(long timeNs) {
        Portfolio portfolio = trading.portfolio();
        curve.add(
                timeNs,
                Money.toDouble(portfolio.equityNow(ACCOUNT, Portfolio.WHOLE)),
                Money.toDouble(portfolio.exposureNow(ACCOUNT)),
                tainted);
        for (int i = 0; i < strategyIds.size(); i++) {
            curve.addProfit(i, Money.toDouble(portfolio.equityNow(ACCOUNT, strategyIds.get(i))));
        }
        for (int i = 0; i < watched.size(); i++) {
            curve.addPrice(i, trading.mark(watched.get(i).id()));
        }
    }

    private long end(long timeNs) {
        return timeNs + Math.floorMod(-timeNs, periodNs);
    }
}
