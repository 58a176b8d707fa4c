package org.millrace.engine.performance;

import java.util.EnumSet;
import java.util.Set;

/** What a run is judged by. doc/backtests.md says how each is computed. */
public enum Measure {
    TOTAL_RETURN("totalReturn", "Total return", Unit.PERCENT),
    ANNUAL_RETURN("annualReturn", "Annualised return", Unit.PERCENT),
    VOLATILITY("volatility", "Volatility, a year", Unit.PERCENT),
    SHARPE("sharpe", "Sharpe ratio", Unit.NUMBER),
    SORTINO("sortino", "Sortino ratio", Unit.NUMBER),
    CALMAR("calmar", "Calmar ratio", Unit.NUMBER),
    MAX_DRAWDOWN("maxDrawdown", "Max drawdown", Unit.PERCENT),
    MAX_DRAWDOWN_DAYS("maxDrawdownDays", "Max drawdown, length", Unit.DAYS),
    LONGEST_DRAWDOWN_DAYS("longestDrawdownDays", "Longest drawdown", Unit.DAYS),
    ALPHA("alpha", "Alpha, a year", Unit.PERCENT),
    BETA("beta", "Beta", Unit.NUMBER),
    BENCHMARK_RETURN("benchmarkReturn", "Benchmark's return", Unit.PERCENT),
    SKEWNESS("skewness", "Skewness", Unit.NUMBER),
    KURTOSIS("kurtosis", "Kurtosis", Unit.NUMBER),
    VAR_95("var95", "VaR 95 %, historical", Unit.PERCENT),
    CVAR_95("cvar95", "CVaR 95 %, historical", Unit.PERCENT),
    VAR_99("var99", "VaR 99 %, historical", Unit.PERCENT),
    CVAR_99("cvar99", "CVaR 99 %, historical", Unit.PERCENT),
    NORMAL_VAR_95("normalVar95", "VaR 95 %, parametric", Unit.PERCENT),
    NORMAL_CVAR_95("normalCvar95", "CVaR 95 %, parametric", Unit.PERCENT),
    NORMAL_VAR_99("normalVar99", "VaR 99 %, parametric", Unit.PERCENT),
    NORMAL_CVAR_99("normalCvar99", "CVaR 99 %, parametric", Unit.PERCENT),
    EXPOSURE("exposure", "Exposure, mean", Unit.PERCENT),
    TIME_IN_MARKET("timeInMarket", "Time in the market", Unit.PERCENT),
    TURNOVER("turnover", "Turnover, a year", Unit.NUMBER),
    PROFIT("profit", "Profit", Unit.MONEY),
    FEES("fees", "Fees paid", Unit.MONEY),
    SLIPPAGE("slippage", "Slippage paid", Unit.MONEY),
    TRADES("trades", "Trades, closed", Unit.COUNT),
    WIN_RATE("winRate", "Win rate", Unit.PERCENT),
    PROFIT_FACTOR("profitFactor", "Profit factor", Unit.NUMBER),
    EXPECTANCY("expectancy", "Expectancy, a trade", Unit.MONEY),
    AVERAGE_WIN("averageWin", "Average win", Unit.MONEY),
    AVERAGE_LOSS("averageLoss", "Average loss", Unit.MONEY),
    TAINTED_FILLS("taintedFills", "Fills on tainted data", Unit.PERCENT),
    TAINTED_TURNOVER("taintedTurnover", "Turnover on tainted data", Unit.PERCENT),
    TAINTED_PROFIT("taintedProfit", "Profit of tainted trades", Unit.MONEY),
    TAINTED_PERIODS("taintedPeriods", "Periods with tainted data", Unit.PERCENT);

    private static final Set<Measure> BETTER_LOW = EnumSet.of(
            VOLATILITY,
            MAX_DRAWDOWN,
            MAX_DRAWDOWN_DAYS,
            LONGEST_DRAWDOWN_DAYS,
            VAR_95,
            CVAR_95,
            VAR_99,
            CVAR_99,
            NORMAL_VAR_95,
            NORMAL_CVAR_95,
            NORMAL_VAR_99,
            NORMAL_CVAR_99,
            TURNOVER,
            FEES,
            SLIPPAGE);

    private final String key;
    private final String label;
    private final Unit unit;

    /** How a value is shown. */
    public enum Unit {
        /** A part of 1, shown as so many of a hundred. */
        PERCENT,
        NUMBER,
        MONEY,
        DAYS,
        COUNT
    }

    Measure(String key, String label, Unit unit) {
        this.key = key;
        this.label = label;
        this.unit = unit;
    }

    /** Returns its name in JSON, CSV and on the command line. */
    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    /** Tells whether less of it is better: risks and costs. */
    public boolean isBetterLow() {
        return BETTER_LOW.contains(this);
    }

    /** Returns the measure of a key. */
    public static Measure of(String key) {
        for (Measure measure : values()) {
            if (measure.key.equals(key)) {
                return measure;
            }
        }
        throw new IllegalArgumentException("no measure " + key + "; one of those in the report's JSON is expected");
    }
}
