package org.millrace.engine.research;

import java.util.List;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.performance.DeflatedSharpe;
import org.millrace.engine.performance.Returns;

/**
 * What a search found, and how far to believe it.
 *
 * @param trials         all that were tried, parts of the span too
 * @param ranked         those on the whole span, the best first
 * @param best           the best one's backtest
 * @param deviation      of the Sharpe ratios of one period over all trials on the whole span
 * @param deflatedSharpe probability that the best one's Sharpe ratio is above what the best of as many worthless ones
 *                       would have
 */
public record SearchResult(
        SearchPlan plan,
        List<Trial> trials,
        List<Trial> ranked,
        BacktestResult best,
        double deviation,
        double deflatedSharpe) {
    static SearchResult of(SearchPlan plan, List<Trial> trials, List<Trial> ranked, BacktestResult best) {
        double[] ratios = ranked.stream()
                .mapToDouble(Trial::sharpePerPeriod)
                .filter(Double::isFinite)
                .toArray();
        double deviation = ratios.length < 2 ? 0 : Returns.deviation(ratios);
        double deflated = DeflatedSharpe.of(best.sharpePerPeriod(), best.returns(), distinct(trials), deviation);
        return new SearchResult(plan, trials, ranked, best, deviation, deflated);
    }

    /** Returns how many different sets of parameters were tried. */
    public int sets() {
        return distinct(trials);
    }

    private static int distinct(List<Trial> trials) {
        return (int) trials.stream().map(Trial::values).distinct().count();
    }
}
