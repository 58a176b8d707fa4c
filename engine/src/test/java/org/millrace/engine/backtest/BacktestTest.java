package org.millrace.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.report.JsonReport;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/** Runs strategies over two journals of minute bars. */
class BacktestTest {
    private static final StrategyStart FIRST = new StrategyStart(1, "Crossover", "AAA", Map.of("quantity", 3.0));
    private static final StrategyStart SECOND = new StrategyStart(2, "Crossover", "binance:BBB", Map.of());

    @TempDir
    private static Path folder;

    private static Path aaa;
    private static Path bbb;

    @BeforeAll
    static void bringBars() throws IOException {
        aaa = MinuteBars.journal(folder, "AAA", 3_000, 1);
        bbb = MinuteBars.journal(folder, "BBB", 3_000, 2);
    }

    @Test
    void shouldOrderAndFillAsTheWholeLineDoes() {
        Orders whole = new Orders();
        Stage line = StandardLine.direct(whole);
        InstrumentDirectory instruments = new InstrumentDirectory();
        readAll(JournalInputs.open(List.of(aaa)), (buffer, offset, length) -> {
            line.onEvent(buffer, offset, length);
            if (EventPrefix.templateId(buffer, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
                instruments.onEvent(buffer, offset, length);
                long timeNs = EventPrefix.eventTime(buffer, offset);
                FIRST.send(line, EventPrefix.sequence(buffer, offset), timeNs, instruments.apply(1));
            }
        });

        Orders alone = new Orders();
        run(
                new Backtest(BacktestSpec.of(List.of(FIRST), Map.of()), ShippedStrategies.library(), alone),
                JournalInputs.open(List.of(aaa)));

        assertThat(alone.seen).isEqualTo(whole.seen).hasSizeGreaterThan(50);
    }

    @Test
    void shouldGiveTheSameFromMemory() {
        BacktestSpec spec = BacktestSpec.of(List.of(FIRST), Map.of());
        InputTape tape =
                InputTape.read(JournalInputs.open(List.of(aaa)), Long.MAX_VALUE).orElseThrow();

        assertThat(JsonReport.of(run(new Backtest(spec), tape.open())))
                .isEqualTo(JsonReport.of(run(new Backtest(spec), JournalInputs.open(List.of(aaa)))));
        assertThat(InputTape.read(JournalInputs.open(List.of(aaa)), 0)).isEmpty();
    }

    @Test
    void shouldTradeSeveralJournalsAsIfEachWereAlone() {
        BacktestResult both = run(
                new Backtest(BacktestSpec.of(List.of(FIRST, SECOND), Map.of())), JournalInputs.open(List.of(aaa, bbb)));

        assertThat(trades(both, 1)).isEqualTo(alone(FIRST, aaa)).hasSizeGreaterThan(10);
        assertThat(trades(both, 2)).isEqualTo(alone(SECOND, bbb)).hasSizeGreaterThan(10);
        assertThat(both.strategies().get(0).get(Measure.PROFIT)
                        + both.strategies().get(1).get(Measure.PROFIT))
                .isCloseTo(both.measures().get(Measure.PROFIT), Offset.offset(1e-6));
    }

    @Test
    void shouldLookAtEquityAsOftenAsItIsAskedTo() {
        BacktestSpec spec = BacktestSpec.of(List.of(FIRST), Map.of());

        BacktestResult automatic = run(new Backtest(spec), JournalInputs.open(List.of(aaa))); // 50 hours
        BacktestResult hourly = run(new Backtest(spec.sampled(Sampling.HOUR)), JournalInputs.open(List.of(aaa)));

        assertThat(automatic.sampling()).isEqualTo(Sampling.HOUR);
        assertThat(automatic.curve().size()).isEqualTo(52);
        assertThat(automatic.measures().values()).isEqualTo(hourly.measures().values());
    }

    @Test
    void shouldTakeSettingsInsteadOfTheJournals() {
        Map<Setting, Double> settings =
                Map.of(Setting.TRADING_CASH, 5_000.0, Setting.TRADING_TAKER_FEE, 0.0125, Setting.TRADING_SLIPPAGE, 0.0);

        BacktestResult result =
                run(new Backtest(BacktestSpec.of(List.of(FIRST), settings)), JournalInputs.open(List.of(aaa)));

        Fill fill = result.fills().get(0);
        assertThat(result.curve().equity()[0]).isEqualTo(5_000);
        assertThat(fill.fee() * 80).isEqualTo(fill.notional());
        assertThat(fill.slippage()).isZero(); // bars open where the one before closed
    }

    @Test
    void shouldKeepToItsSpan() {
        long fromNs = 1_600_060_000_000_000_000L;
        long toNs = 1_600_100_000_000_000_000L;

        BacktestResult result = run(
                new Backtest(BacktestSpec.of(List.of(FIRST), Map.of()).between(fromNs, toNs)),
                JournalInputs.open(List.of(aaa)));

        assertThat(result.fills()).isNotEmpty().allMatch(fill -> fill.timeNs() >= fromNs && fill.timeNs() < toNs);
        assertThat(result.facts().endNs()).isLessThan(toNs);
    }

    @Test
    void shouldTellWhoWaitsHowItStands() {
        BacktestSpec spec = BacktestSpec.of(List.of(FIRST), Map.of());
        BacktestJob job = job(spec, () -> JournalInputs.open(List.of(aaa)));
        BacktestJob cancelled = job(spec, () -> JournalInputs.open(List.of(aaa)));
        Supplier<Inputs> missing = () -> JournalInputs.open(List.of(folder.resolve("none")));
        BacktestJob failed = job(spec, missing);
        cancelled.cancel();

        job.run();
        cancelled.run();
        failed.run();

        assertThat(List.of(job.state(), cancelled.state(), failed.state()))
                .containsExactly(BacktestJob.State.DONE, BacktestJob.State.CANCELLED, BacktestJob.State.FAILED);
        assertThat(job.progress()).isEqualTo(1);
        assertThat(job.result().orElseThrow().fills()).isNotEmpty();
        assertThat(failed.failure().orElseThrow()).hasMessageContaining("there is no journal of inputs");
    }

    private static BacktestJob job(BacktestSpec spec, Supplier<Inputs> source) {
        return new BacktestJob(spec, ShippedStrategies.library(), source, () -> 0);
    }

    private static List<String> alone(StrategyStart start, Path journal) {
        BacktestResult result =
                run(new Backtest(BacktestSpec.of(List.of(start), Map.of())), JournalInputs.open(List.of(journal)));
        return trades(result, start.strategyId());
    }

    private static List<String> trades(BacktestResult result, int strategyId) {
        return result.fills().stream()
                .filter(fill -> fill.strategyId() == strategyId)
                .map(fill -> fill.timeNs() + " " + fill.side() + " " + fill.units() + " " + fill.price())
                .toList();
    }

    private static BacktestResult run(Backtest backtest, Inputs from) {
        try (Inputs inputs = from) {
            int events;
            do {
                events = backtest.read(inputs);
            } while (events > 0);
        }
        return backtest.finish();
    }

    private static void readAll(Inputs from, EventConsumer consumer) {
        try (Inputs inputs = from) {
            int events;
            do {
                events = inputs.poll(consumer);
            } while (events > 0);
        }
    }

    /** Keeps the bytes of orders and fills. */
    private static final class Orders implements EventConsumer {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            int template = EventPrefix.templateId(buffer, offset);
            if (template == OrderDecoder.TEMPLATE_ID || template == FillDecoder.TEMPLATE_ID) {
                byte[] bytes = new byte[length];
                buffer.getBytes(offset, bytes);
                seen.add(HexFormat.of().formatHex(bytes));
            }
        }
    }
}
