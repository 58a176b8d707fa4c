package org.millrace.engine.performance;

/** Computes what the profits of closed trades tell. */
public final class TradeMeasures {
    private TradeMeasures() {}

    /**
     * Counts and adds up.
     *
     * @param profits of each trade, after fees
     */
    public static void measure(double[] profits, Measures out) {
        int wins = 0;
        int losses = 0;
        double won = 0;
        double lost = 0;
        for (double profit : profits) {
            if (profit > 0) {
                wins++;
                won += profit;
            } else if (profit < 0) {
                losses++;
                lost -= profit;
            }
        }
        double count = profits.length;
        out.put(Measure.TRADES, count)
                .put(Measure.WIN_RATE, wins / count)
                .put(Measure.PROFIT_FACTOR, won / lost)
                .put(Measure.EXPECTANCY, (won - lost) / count)
                .put(Measure.AVERAGE_WIN, won / wins)
                .put(Measure.AVERAGE_LOSS, -lost / losses);
    }
}
