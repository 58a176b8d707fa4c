package org.millrace.feeds.simulator.binance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.market.BarIntervals;
import org.millrace.feeds.simulator.market.DiffPace;
import org.millrace.feeds.simulator.market.MarketListener;
import org.millrace.feeds.simulator.market.OrderFlow;
import org.millrace.feeds.simulator.market.SimulatedBar;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.simulator.market.SimulatedMarket;
import org.millrace.feeds.simulator.market.SimulatedTrade;

class KlinesAnswerTest {
    private static final long START_NS = 1_793_491_200_000_000_000L;
    private static final long SECOND_MS = 1_000;
    private static final SimulatedInstrument QUIET = new SimulatedInstrument("ADAUSDT", "ADA", "USDT", 0.35, 4, 1, 3.0);

    private final Trades trades = new Trades();
    private final SimulatedMarket market = new SimulatedMarket(List.of(QUIET), 3, START_NS, trades);

    @Test
    void shouldSumUpTheTradesOfEachInterval() throws JsonProcessingException {
        runFor(400);

        JsonNode rows = klines("1s", -1, Long.MAX_VALUE, 1_000);

        Map<Long, List<BigDecimal>> sums = new TreeMap<>();
        long before = 0;
        for (JsonNode row : rows) {
            long openMs = row.get(0).asLong();
            assertThat(row).hasSize(12);
            assertThat(row.get(6).asLong()).isEqualTo(openMs + SECOND_MS - 1);
            assertThat(before == 0 || openMs == before + SECOND_MS).isTrue();
            before = openMs;
            if (row.get(8).asLong() > 0) {
                sums.put(openMs, List.of(decimal(row, 5), decimal(row, 7), decimal(row, 9), decimal(row, 10)));
            }
        }
        assertThat(sums).isEqualTo(trades.sums);
        assertThat(rows.size()).isGreaterThan(sums.size());
    }

    @Test
    void shouldGiveTheRowsAskedFor() throws JsonProcessingException {
        runFor(400);
        JsonNode all = klines("1s", -1, Long.MAX_VALUE, 1_000);
        long tenth = all.get(10).get(0).asLong();

        assertThat(klines("1s", tenth, tenth + 4 * SECOND_MS, 1_000)).hasSize(5);
        assertThat(klines("1s", tenth, Long.MAX_VALUE, 3).get(2)).isEqualTo(all.get(12));
        assertThat(klines("1s", -1, Long.MAX_VALUE, 3).get(2)).isEqualTo(all.get(all.size() - 1));
    }

    @Test
    void shouldKeepTheNewestThousand() throws JsonProcessingException {
        runFor(2_500);

        JsonNode rows = klines("1s", -1, Long.MAX_VALUE, 1_000);

        assertThat(rows).hasSize(1_000);
        assertThat(rows.get(999).get(0).asLong()).isGreaterThan(START_NS / 1_000_000 + 2_490 * SECOND_MS);
    }

    private void runFor(int seconds) {
        while (market.nextNs() <= START_NS + seconds * MILLISECONDS.toNanos(SECOND_MS)) {
            market.step();
        }
    }

    private JsonNode klines(String interval, long startMs, long endMs, int limit) throws JsonProcessingException {
        OrderFlow flow = market.instrument(0);
        KlinesAnswer answer = new KlinesAnswer(QUIET, flow.bar(BarIntervals.index(interval)));
        return new ObjectMapper().readTree(answer.text(startMs, endMs, limit, flow.timeMs()));
    }

    private static BigDecimal decimal(JsonNode row, int index) {
        return new BigDecimal(row.get(index).asText());
    }

    /** Volume, notional and what buyers took of them, second by second. */
    private static final class Trades implements MarketListener {
        private final Map<Long, List<BigDecimal>> sums = new TreeMap<>();

        @Override
        public void onTrade(OrderFlow flow) {
            SimulatedTrade trade = flow.lastTrade();
            BigDecimal quantity = BigDecimal.valueOf(trade.lots * QUIET.lotUnits(), 8);
            BigDecimal amount = BigDecimal.valueOf(trade.ticks * trade.lots * QUIET.notionalUnits(), 8);
            BigDecimal zero = BigDecimal.valueOf(0, 8);
            List<BigDecimal> taken = trade.buyerIsMaker ? List.of(zero, zero) : List.of(quantity, amount);
            long openMs = flow.timeMs() - flow.timeMs() % SECOND_MS;
            sums.merge(openMs, List.of(quantity, amount, taken.get(0), taken.get(1)), Trades::plus);
        }

        private static List<BigDecimal> plus(List<BigDecimal> a, List<BigDecimal> b) {
            List<BigDecimal> sum = new ArrayList<>();
            for (int i = 0; i < a.size(); i++) {
                sum.add(a.get(i).add(b.get(i)));
            }
            return sum;
        }

        @Override
        public void onAggregateTrade(OrderFlow flow) {}

        @Override
        public void onTop(OrderFlow flow) {}

        @Override
        public void onDepth(OrderFlow flow, DiffPace pace) {}

        @Override
        public void onBar(OrderFlow flow, SimulatedBar bar) {}
    }
}
