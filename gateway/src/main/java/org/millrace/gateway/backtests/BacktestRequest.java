package org.millrace.gateway.backtests;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Setting;

/**
 * What somebody wants run.
 *
 * @param id         by which it is found again
 * @param owner      who wants it
 * @param strategies that trade, on one account; none: what the journal itself ordered and started is done again
 * @param models     that predict, from where the journal declares their feature sets; none: as the journal itself has it
 * @param fromNs     event time from which they trade; {@link Long#MIN_VALUE}: from the beginning
 * @param toNs       event time at which it ends, exclusive
 * @param settings   of the paper exchange and of risk, in place of the journal's
 * @param measuring  what its measures rest on
 */
public record BacktestRequest(
        UUID id,
        String owner,
        List<Strategy> strategies,
        List<Model> models,
        long fromNs,
        long toNs,
        Map<Setting, Double> settings,
        Measuring measuring) {
    public BacktestRequest {
        strategies = List.copyOf(strategies);
        models = List.copyOf(models);
        settings = Map.copyOf(settings);
    }

    /**
     * A strategy that is to trade.
     *
     * @param name       its class
     * @param parameters where they are not its own defaults
     */
    public record Strategy(String name, Map<String, Double> parameters, Instrument instrument) {}

    /**
     * A model of the registry.
     *
     * @param version 0: the newest
     */
    public record Model(String name, int version) {
        @Override
        public String toString() {
            return version == 0 ? name : name + ':' + version;
        }
    }

    /**
     * What measures rest on.
     *
     * @param benchmark   {@code venue:name} of what alpha and beta are against; empty: what is traded first
     * @param riskFree    a year's interest, 0.02 = 2 %
     * @param daysPerYear of trading; 0: as the instruments have it
     * @param sampling    of equity: {@code auto}, {@code minute}, {@code hour}, {@code day}
     */
    public record Measuring(String benchmark, double riskFree, int daysPerYear, String sampling) {}
}
