package org.millrace.engine.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.line.PromotedModels;
import org.millrace.engine.models.LoadedModel;
import org.millrace.engine.models.ModelLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

class LookAheadCheckTest {
    private static final int EVENTS = 4_000;
    private static final int TRADE_PRICE = EventPrefix.LENGTH + Long.BYTES; // behind the trade's id

    private final List<byte[]> events =
            numbered(org.millrace.engine.line.Inputs.market(EVENTS, 3).messages());

    @Test
    void shouldFindTheLineTheSameOverEveryPrefix() {
        List<StrategyStart> crossover =
                List.of(new StrategyStart(1, "Crossover", "", Map.of("timeframe", 1.0, "fast", 3.0, "slow", 9.0)));

        LookAhead.Result result = check(crossover, Function.identity());

        assertThat(result.difference()).isEmpty();
        assertThat(result.prefixes()).hasSize(8).isSorted();
        assertThat(result.outputs()).isGreaterThan(EVENTS);
    }

    @Test
    void shouldNameTheFirstOutputThatKnewWhatCameLater() {
        AtomicInteger runs = new AtomicInteger();

        LookAhead.Result result = check(List.of(), to -> alteringTheHundredthTrade(runs.incrementAndGet() > 1, to));

        assertThat(result.difference().orElseThrow())
                .startsWith("output ")
                .contains("is another with the first ", "inputs alone than with all:\n  {", "\"type\":\"Trade\"");
    }

    @Test
    void shouldFindModelsTheSameOverEveryPrefix() {
        LookAhead.Result result = checkModels(runs -> new PromotedModels());

        assertThat(result.difference()).isEmpty();
    }

    @Test
    void shouldNameTheFirstPredictionOfAModelThatKnewWhatCameLater() {
        LookAhead.Result result =
                checkModels(runs -> (name, hash) -> knowing(runs == 1, new PromotedModels().load(name, hash)));

        assertThat(result.difference().orElseThrow()).contains("is another with the first ", "\"type\":\"Prediction\"");
    }

    /** Checks what models do that were promoted among the inputs, each run with models of its own. */
    private LookAhead.Result checkModels(IntFunction<ModelLibrary> models) {
        List<byte[]> inputs = numbered(PromotedModels.messages(EVENTS, 3));
        AtomicInteger runs = new AtomicInteger();
        return new LookAhead(() -> open(inputs), inputs.size(), also -> {
                    ModelLibrary library = models.apply(runs.incrementAndGet());
                    return new Backtest(
                            BacktestSpec.of(List.of(), Map.of()),
                            ShippedStrategies.library().withModels(library),
                            also);
                })
                .compare(8, 5, share -> {});
    }

    /** A model that leans to where the price ends, in a run over all inputs. */
    private static LoadedModel knowing(boolean isWhole, LoadedModel loaded) {
        return new LoadedModel(loaded.hash(), loaded.model(), (features, out) -> {
            loaded.evaluator().predict(features, out);
            out[0] += isWhole ? 1e-9 : 0;
        });
    }

    private LookAhead.Result check(List<StrategyStart> strategies, Function<EventConsumer, EventConsumer> between) {
        BacktestSpec spec = BacktestSpec.of(strategies, Map.of());
        return new LookAhead(
                        () -> open(events),
                        events.size(),
                        also -> new Backtest(spec, ShippedStrategies.library(), between.apply(also)))
                .compare(8, 5, share -> assertThat(share).isBetween(0.0, 1.0));
    }

    /** Something in the line that had seen the end of the journal. */
    private static EventConsumer alteringTheHundredthTrade(boolean isPrefix, EventConsumer to) {
        int[] trades = {0};
        return (DirectBuffer buffer, int offset, int length) -> {
            UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            if (EventPrefix.templateId(buffer, offset) == TradeDecoder.TEMPLATE_ID && ++trades[0] == 100 && isPrefix) {
                copy.putLong(TRADE_PRICE, copy.getLong(TRADE_PRICE) + 1);
            }
            to.onEvent(copy, 0, length);
        };
    }

    private static List<byte[]> numbered(List<byte[]> messages) {
        List<byte[]> numbered = new ArrayList<>();
        for (byte[] message : messages) {
            EventPrefix.sequence(new UnsafeBuffer(message), 0, numbered.size() + 1);
            numbered.add(message);
        }
        return numbered;
    }

    private static Inputs open(List<byte[]> events) {
        return new Inputs() {
            private int next;

            @Override
            public int poll(EventConsumer consumer) {
                int first = next;
                for (; next < Math.min(first + 64, events.size()); next++) {
                    byte[] event = events.get(next);
                    consumer.onEvent(new UnsafeBuffer(event), 0, event.length);
                }
                return next - first;
            }

            @Override
            public double progress() {
                return (double) next / events.size();
            }

            @Override
            public void close() {
                next = events.size();
            }
        };
    }
}
