package org.millrace.gateway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.gateway.support.DeskEvents;
import org.millrace.gateway.support.RunningGateway;

class TradingMetricsTest {
    @Test
    void shouldTellHowTheDeskDoes() {
        try (RunningGateway gateway = new RunningGateway()) {
            gateway.events().definition().send();
            new DeskEvents(gateway)
                    .strategy(3, StrategyState.RUNNING)
                    .strategy(4, StrategyState.RUNNING)
                    .strategy(4, StrategyState.STOPPED)
                    .order(1, OrderState.OPEN)
                    .order(1, OrderState.FILLED)
                    .fill(1, 1)
                    .refused(2, OrderReason.COLLAR, 1, 2)
                    .refused(3, OrderReason.COLLAR, 1, 2)
                    .portfolio(1, 0, 500)
                    .portfolio(1, 3, 7);
            for (int account = 2; account < 40; account++) {
                new DeskEvents(gateway).portfolio(account, 0, 0);
            }
            gateway.publishAndWait();

            String page = gateway.get(gateway.metricsPort(), "/metrics").body();
            assertEquals(1, gateway.metric("trading_fills_total"));
            assertEquals(1, gateway.metric("trading_strategies_running"));
            assertEquals(500, gateway.metric("trading_equity"));
            assertEquals("2.0", value(page, "trading_refusals_total{rule=\"collar\"}"));
            assertEquals("1.0", value(page, "trading_orders_total{state=\"filled\"}"));
            assertEquals("0.01", value(page, "trading_drawdown{account=\"1\"}"));
            assertEquals("-0.199", value(page, "trading_strategy_pnl{strategy=\"3\"}"));
            assertEquals(
                    TradingMetrics.MOST_LABELS,
                    page.lines()
                            .filter(line -> line.startsWith("trading_equity{"))
                            .count());
        }
    }

    private static String value(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + " "))
                .map(line -> line.substring(metric.length() + 1))
                .findFirst()
                .orElse("none");
    }
}
