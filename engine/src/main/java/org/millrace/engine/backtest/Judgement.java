package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.performance.CurveMeasures;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;
import org.millrace.engine.performance.Returns;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.performance.TradeMeasures;
import org.millrace.engine.performance.Year;

/** Judges what a backtest did. */
final class Judgement {
    private static final Set<AssetClass> WEEKDAYS = EnumSet.of(AssetClass.FX, AssetClass.FUTURE);
    private static final Set<AssetClass> EXCHANGE = EnumSet.of(AssetClass.EQUITY, AssetClass.INDEX);
    private static final Set<Venue> SHARES = EnumSet.of(Venue.YAHOO, Venue.ALPACA);

    private final BacktestSpec spec;
    private final EquityMeter meter;
    private final TradeLog log;
    private final Sampling sampling;
    private final EquityCurve curve;
    private final double periods;
    private final List<RoundTrip> trips;

    Judgement(BacktestSpec spec, EquityMeter meter, TradeLog log) {
        this.spec = spec;
        this.meter = meter;
        this.log = log;
        EquityCurve fine = meter.curve();
        long[] times = fine.times();
        long endNs = times.length == 0 ? 0 : times[times.length - 1];
        sampling = spec.assumptions().sampling().over(times.length == 0 ? 0 : endNs - times[0]);
        curve = spec.assumptions().sampling() == Sampling.AUTO ? fine.every(sampling.lengthNs()) : fine;
        Year year = year(meter.watched()).days(spec.assumptions().daysPerYear());
        periods = sampling.perYear(year.days(), year.hours());
        trips = RoundTrips.of(log.fills(), meter::mark, endNs);
    }

    BacktestResult result(BacktestResult.Facts facts) {
        List<Measures> strategies = new ArrayList<>();
        for (StrategyStart start : spec.strategies()) {
            strategies.add(strategy(start.strategyId()));
        }
        return new BacktestResult(
                spec,
                facts,
                List.copyOf(meter.watched()),
                benchmark(),
                sampling,
                periods,
                curve,
                meter.curve(),
                List.copyOf(log.fills()),
                trips,
                whole(),
                strategies,
                log.orders(),
                log.refusals());
    }

    private static Year year(List<Instrument> instruments) {
        if (instruments.isEmpty() || !instruments.stream().allMatch(Judgement::rests)) {
            return Year.ALWAYS;
        }
        boolean isOver = instruments.stream().noneMatch(each -> WEEKDAYS.contains(each.assetClass()));
        return isOver ? Year.EXCHANGE : Year.WEEKDAYS;
    }

    /** Tells whether a market is closed at weekends: files do not say, but on these venues what is no pair is a share. */
    private static boolean rests(Instrument instrument) {
        if (instrument.assetClass() == AssetClass.UNKNOWN) {
            return SHARES.contains(instrument.venue()) && !instrument.name().matches(".*[-/].*");
        }
        return EXCHANGE.contains(instrument.assetClass()) || WEEKDAYS.contains(instrument.assetClass());
    }

    private Measures whole() {
        Measures out = new Measures();
        if (curve.size() < 2) {
            return out;
        }
        double[] equity = curve.equity();
        CurveMeasures measures =
                new CurveMeasures(equity, periods, spec.assumptions().riskFree());
        measures.measure(out);
        measures.measureLengths(curve.times(), out);
        compare(equity, out);
        expose(equity, out);
        out.put(Measure.PROFIT, equity[equity.length - 1] - equity[0]);
        trades(fill -> true, trip -> true, out);
        double mean = Returns.mean(equity);
        double years = (equity.length - 1) / periods;
        out.put(Measure.TURNOVER, notional(fill -> true) / mean / years)
                .put(Measure.TAINTED_PERIODS, share(curve.tainted(), 1));
        return out;
    }

    private Measures strategy(int strategyId) {
        Measures out = new Measures();
        trades(fill -> fill.strategyId() == strategyId, trip -> trip.strategyId() == strategyId, out);
        return out.put(
                Measure.PROFIT,
                trips.stream()
                        .filter(trip -> trip.strategyId() == strategyId)
                        .mapToDouble(RoundTrip::profit)
                        .sum());
    }

    /** Compares from the first period on whose beginning the benchmark's price is known. */
    private void compare(double[] equity, Measures out) {
        double[] prices = curve.price(benchmark());
        int from = 0;
        while (from < prices.length && Double.isNaN(prices[from])) {
            from++;
        }
        if (prices.length - from > 1) {
            double[] compared = Arrays.copyOfRange(equity, from, equity.length);
            new CurveMeasures(compared, periods, spec.assumptions().riskFree())
                    .measureAgainst(Arrays.copyOfRange(prices, from, prices.length), out);
        }
    }

    private int benchmark() {
        return Math.max(0, meter.benchmark());
    }

    private void expose(double[] equity, Measures out) {
        double[] exposure = curve.exposure();
        double sum = 0;
        for (int i = 1; i < equity.length; i++) {
            sum += exposure[i] / equity[i];
        }
        out.put(Measure.EXPOSURE, sum / (equity.length - 1)).put(Measure.TIME_IN_MARKET, share(exposure, 1));
    }

    private void trades(Predicate<Fill> ofFills, Predicate<RoundTrip> ofTrips, Measures out) {
        double[] profits = trips.stream()
                .filter(ofTrips.and(RoundTrip::closed))
                .mapToDouble(RoundTrip::profit)
                .toArray();
        TradeMeasures.measure(profits, out);
        List<Fill> fills = log.fills().stream().filter(ofFills).toList();
        out.put(Measure.FEES, Money.toDouble(fills.stream().mapToLong(Fill::fee).sum()))
                .put(
                        Measure.SLIPPAGE,
                        fills.stream()
                                .mapToDouble(Fill::slippage)
                                .filter(each -> !Double.isNaN(each))
                                .sum())
                .put(
                        Measure.TAINTED_FILLS,
                        fills.stream().filter(Fill::isTainted).count() / (double) fills.size())
                .put(Measure.TAINTED_TURNOVER, notional(ofFills.and(Fill::isTainted)) / notional(ofFills))
                .put(
                        Measure.TAINTED_PROFIT,
                        trips.stream()
                                .filter(ofTrips.and(RoundTrip::tainted))
                                .mapToDouble(RoundTrip::profit)
                                .sum());
    }

    private double notional(Predicate<Fill> which) {
        return Money.toDouble(
                log.fills().stream().filter(which).mapToLong(Fill::notional).sum());
    }

    /** Returns the share of values above 0, from an index on. */
    private static double share(double[] values, int from) {
        int count = 0;
        for (int i = from; i < values.length; i++) {
            count += values[i] > 0 ? 1 : 0;
        }
        return (double) count / (values.length - from);
    }
}
