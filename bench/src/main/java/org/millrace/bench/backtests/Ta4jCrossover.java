package org.millrace.bench.backtests;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Position;
import org.ta4j.core.Strategy;
import org.ta4j.core.Trade;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnNextOpenModel;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/**
 * The crossover of 20 and 50 closes as one writes it with ta4j, in doubles, trading on the next open. Prices are in cents, so
 * that no rounding makes means differ that are equal.
 */
final class Ta4jCrossover {
    private static final int SHORTER = 20;
    private static final int LONGER = 50;

    private final BarSeries series =
            new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();

    Ta4jCrossover(MarketFiles.Minute[] minutes) {
        Duration minute = Duration.ofMinutes(1);
        for (MarketFiles.Minute each : minutes) {
            series.addBar(
                    minute,
                    Instant.ofEpochMilli(each.startMs()).plus(minute).atZone(ZoneOffset.UTC),
                    each.open(),
                    each.high(),
                    each.low(),
                    each.close(),
                    1_000);
        }
    }

    /** Runs it, and returns each trade as the index of its bar and its price. */
    List<String> run() {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        SMAIndicator shorter = new SMAIndicator(close, SHORTER);
        SMAIndicator longer = new SMAIndicator(close, LONGER);
        Strategy strategy = new BaseStrategy(
                new CrossedUpIndicatorRule(shorter, longer), new CrossedDownIndicatorRule(shorter, longer), LONGER);
        List<String> trades = new ArrayList<>();
        for (Position position : new BarSeriesManager(series, new TradeOnNextOpenModel())
                .run(strategy)
                .getPositions()) {
            trades.add(text(position.getEntry()));
            trades.add(text(position.getExit()));
        }
        return trades;
    }

    private static String text(Trade trade) {
        return trade.getIndex() + " " + trade.getType() + " "
                + Math.round(trade.getPricePerAsset().doubleValue());
    }
}
