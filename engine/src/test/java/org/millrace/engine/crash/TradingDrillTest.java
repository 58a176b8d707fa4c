package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/**
 * Three strategies trade on the simulated exchange; the program is ended and started again, and killed amid it. What they
 * did is what a replay does, and what a backtest over the same journal does. {@code millrace.session} says for how many
 * seconds they trade.
 */
class TradingDrillTest {
    private static final Duration SESSION = Duration.ofSeconds(Integer.getInteger("millrace.session", 16));
    private static final Set<Integer> ORDERS_AND_FILLS = Set.of(OrderDecoder.TEMPLATE_ID, FillDecoder.TEMPLATE_ID);
    private static final List<StrategyStart> STRATEGIES = List.of(
            strategy(1, "Crossover", "BTC-USDT", Map.of("fast", 3.0, "slow", 8.0, "quantity", 0.01)),
            strategy(2, "Momentum", "ETH-USDT", Map.of("period", 3.0, "threshold", 0.0, "quantity", 0.5)),
            strategy(3, "Rsi", "SOL-USDT", Map.of("low", 45.0, "high", 55.0, "quantity", 2.0)));
    private static final String SETTINGS =
            """
            gateway:
              listen: { host: 127.0.0.1, port: 0 }
              metrics: { host: 127.0.0.1, port: 0 }
            snapshots: { interval: 2s }
            instruments:
              list:
                - { venue: simulator, symbol: BTCUSDT, name: BTC-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
                - { venue: simulator, symbol: ETHUSDT, name: ETH-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -4 }
                - { venue: simulator, symbol: SOLUSDT, name: SOL-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -3 }
            feeds:
              - { venue: simulator, symbols: [BTCUSDT, ETHUSDT, SOLUSDT], streams: [trade, bookTicker, depth@100ms] }
            simulator: { speed: 10 }
            trading: { latency: 20ms }
            strategies:
              run:
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldTradeInReplayAndBacktestAsItDidLive() throws Exception {
        Path data = folder.resolve("data");

        trade(data, program -> program.endAfter(SESSION.dividedBy(3)));
        trade(data, program -> program.killAfter(SESSION.dividedBy(3)));
        trade(data, program -> {
            awaitFills(program.port());
            program.endAfter(SESSION.dividedBy(3));
        });

        List<byte[]> live = Dealings.live(data, ORDERS_AND_FILLS);
        List<Integer> fills = fillsByStrategy(live);
        assertThat(fills).contains(1, 2, 3);
        assertThat(new ReplayVerifier(data)
                        .verify(new ConveyorSettings(Waiting.SPIN_YIELD, EventRing.DEFAULT_SLOTS, List.of()))
                        .text())
                .startsWith("identical");
        assertThat(backtest(data, List.of())).as("as recorded").containsExactlyElementsOf(live);
        assertThat(backtest(data, started(data))).as("started anew").containsExactlyElementsOf(live);
        System.out.printf("%,d orders and fills, %,d of them fills%n", live.size(), fills.size());
    }

    /** How a session ends. */
    private interface End {
        void of(ChildProgram program) throws InterruptedException;
    }

    /** Waits until every strategy has a fill. */
    private static void awaitFills(int port) {
        HttpClient client = HttpClient.newHttpClient();
        for (StrategyStart start : STRATEGIES) {
            URI fills = URI.create("http://127.0.0.1:" + port + "/api/v1/fills?strategy=" + start.strategyId());
            await(start.name()).until(() -> client.send(
                            HttpRequest.newBuilder(fills).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"strategy\":" + start.strategyId()));
        }
    }

    private void trade(Path data, End end) throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), settings());
        Path output = folder.resolve("output.txt");
        List<String> arguments = List.of("run", "--data", data.toString(), "--config", settings.toString());
        try (ChildProgram program = ChildProgram.start(output, arguments)) {
            program.port();
            end.of(program);
        }
    }

    private static String settings() {
        StringBuilder settings = new StringBuilder(SETTINGS);
        for (StrategyStart start : STRATEGIES) {
            settings.append("    - { id: %d, name: %s, instrument: \"%s\", params: { %s } }%n"
                    .formatted(
                            start.strategyId(),
                            start.name(),
                            start.instrument(),
                            start.values().entrySet().stream()
                                    .map(value -> value.getKey() + ": " + value.getValue())
                                    .collect(Collectors.joining(", "))));
        }
        return settings.toString();
    }

    private static StrategyStart strategy(int id, String name, String instrument, Map<String, Double> values) {
        Map<String, Double> all = new TreeMap<>(values);
        all.put("timeframe", 1.0);
        return new StrategyStart(id, name, "simulator:" + instrument, all);
    }

    /** Returns the strategies, each started where the journal's own command first did. */
    private static List<StrategyStart> started(Path data) {
        Map<Integer, Long> sequences = new TreeMap<>();
        StrategyCommandDecoder command = new StrategyCommandDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        WholeJournal.read(data.resolve(JournalSettings.IN), (buffer, offset, length) -> {
            boolean isLast = (EventPrefix.flags(buffer, offset) & EventPrefix.LAST) != 0;
            if (isLast && EventPrefix.templateId(buffer, offset) == StrategyCommandDecoder.TEMPLATE_ID) {
                command.wrapAndApplyHeader(buffer, offset, header);
                sequences.putIfAbsent(command.strategyId(), EventPrefix.sequence(buffer, offset));
            }
        });
        return STRATEGIES.stream()
                .map(start -> new StrategyStart(
                        start.strategyId(),
                        start.name(),
                        start.instrument(),
                        start.values(),
                        sequences.get(start.strategyId())))
                .toList();
    }

    private static List<byte[]> backtest(Path data, List<StrategyStart> strategies) {
        return Dealings.backtest(
                data, BacktestSpec.of(strategies, Map.of()), ShippedStrategies.library(), ORDERS_AND_FILLS);
    }

    private static List<Integer> fillsByStrategy(List<byte[]> dealings) {
        FillDecoder fill = new FillDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        List<Integer> strategies = new ArrayList<>();
        for (byte[] each : dealings) {
            UnsafeBuffer buffer = new UnsafeBuffer(each);
            if (EventPrefix.templateId(buffer, 0) == FillDecoder.TEMPLATE_ID) {
                strategies.add(fill.wrapAndApplyHeader(buffer, 0, header).strategyId());
            }
        }
        return strategies;
    }
}
