package org.millrace.engine.backtest;

import java.util.List;
import java.util.Map;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.engine.performance.CurveMeasures;
import org.millrace.engine.performance.Measures;
import org.millrace.engine.performance.Sampling;

/**
 * What came of a backtest. The same journal and specification give the same result.
 *
 * @param spec        what was run
 * @param facts       what was read
 * @param instruments those that were traded, and the benchmark, in the order of the curve's prices
 * @param benchmark   place among them of what the curve is compared with
 * @param sampling    how often the curve was looked at
 * @param periods     of them a year
 * @param curve       so sampled
 * @param fine        the curve as it was noted, by the minute unless longer periods were asked for
 * @param measures    of the whole
 * @param strategies  measures of each strategy's own trades, in the order of the specification
 * @param orders      that were placed
 * @param refusals    how often which rule refused an order
 */
public record BacktestResult(
        BacktestSpec spec,
        Facts facts,
        List<Instrument> instruments,
        int benchmark,
        Sampling sampling,
        double periods,
        EquityCurve curve,
        EquityCurve fine,
        List<Fill> fills,
        List<RoundTrip> trips,
        Measures measures,
        List<Measures> strategies,
        long orders,
        Map<OrderReason, Integer> refusals) {
    /** Returns the returns of the curve, one a period. */
    public double[] returns() {
        return curveMeasures().returns();
    }

    /** Returns the Sharpe ratio of one period. */
    public double sharpePerPeriod() {
        return curveMeasures().sharpePerPeriod();
    }

    /** Returns the name of an instrument. */
    public String instrument(int id) {
        return instruments.stream()
                .filter(each -> each.id() == id)
                .map(InstrumentName::of)
                .findFirst()
                .orElse("instrument " + id);
    }

    private CurveMeasures curveMeasures() {
        return new CurveMeasures(curve.equity(), periods, spec.assumptions().riskFree());
    }

    /**
     * What a backtest read.
     *
     * @param events  given to the line
     * @param endNs   event time of the last
     * @param defined all instruments of the journal
     * @param missing strategies whose instruments were never defined
     * @param bars    of venues, by their seconds
     * @param faults  what ended strategies
     * @param idle    models whose feature sets were never declared
     */
    public record Facts(
            long events,
            long endNs,
            List<Instrument> defined,
            List<StrategyStart> missing,
            Map<Long, Long> bars,
            List<String> faults,
            List<ModelStart> idle) {}
}
