package org.millrace.engine.strategy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.engine.strategy.support.StrategyTape;

class ModelDrivenTest {
    private static final long UNIT = 100_000_000L;

    private final StrategyTape tape = new StrategyTape(ShippedStrategies.library());
    private long now = tape.events().time();

    @Test
    void shouldFollowProbabilities() {
        start(Map.of("probability", 0.7, "shorts", 1.0));

        predict(1, 0.3, 0.5);
        predict(1, 0.1, 0.7);
        predict(1, 0.05, 0.9);
        predict(1, 0.35, 0.35);
        predict(1, 0.8, 0.1);

        assertThat(signals())
                .isEqualTo(List.of(
                        "BUY 1 P(up) >= probability 0.7 0.7",
                        "SELL 5 P(up), P(down) < probability 0.35 0.7",
                        "SELL 2 P(down) >= probability 0.8 0.7"));
    }

    @Test
    void shouldFollowPredictedMoves() {
        start(Map.of("move", 0.01, "shorts", 1.0));

        predict(0.009);
        predict(0.011);
        predict(0.0);
        predict(-0.01);

        assertThat(signals())
                .isEqualTo(List.of(
                        "BUY 3 predicted >= move 0.011 0.01",
                        "SELL 6 predicted within move 0.0 0.01",
                        "SELL 4 predicted <= -move -0.01 -0.01"));
    }

    @Test
    void shouldListenToItsModelOnly() {
        start(Map.of("model", 2.0));

        predict(1, 0, 1);
        assertThat(signals()).isEmpty();

        predict(2, 0, 1);
        assertThat(signals()).hasSize(1);
    }

    @Test
    void shouldNotHearShadows() {
        start(Map.of());

        tape.shadow(++now, 1, 0, 1);

        assertThat(signals()).isEmpty();
    }

    @Test
    void shouldGoOnAfterARestartAsIfThereHadBeenNone() {
        StrategyTape restarted = new StrategyTape(ShippedStrategies.library());
        SplittableRandom random = new SplittableRandom(3);
        for (StrategyTape each : List.of(tape, restarted)) {
            each.start(1, "ModelDriven", Map.of("shorts", 1.0, "stop", 0.01));
        }
        for (int i = 0; i < 500; i++) {
            double up = random.nextDouble();
            long close = (100 + random.nextInt(5)) * UNIT;
            now += 60_000_000_000L;
            for (StrategyTape each : List.of(tape, restarted)) {
                each.bar(1, 60, now, close, close + UNIT, close - UNIT, close);
                each.prediction(now, 1, 1 - up, up, Double.NaN);
            }
            if (i % 50 == 49) {
                restarted.restore();
            }
        }

        assertThat(signals()).hasSizeGreaterThan(20);
        assertThat(restarted.bytes()).isEqualTo(tape.bytes());
    }

    private void start(Map<String, Double> values) {
        tape.start(1, "ModelDriven", values);
        tape.bar(1, 60, now, 100 * UNIT, 100 * UNIT, 100 * UNIT, 100 * UNIT);
    }

    private void predict(int model, double down, double up) {
        tape.prediction(++now, model, down, up, Double.NaN);
    }

    private void predict(double value) {
        tape.prediction(++now, 1, 0, 0, value);
    }

    private List<String> signals() {
        SignalDecoder signal = new SignalDecoder();
        List<String> all = new ArrayList<>();
        for (UnsafeBuffer event : tape.out().eventsOf(SignalDecoder.TEMPLATE_ID)) {
            signal.wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
            all.add(signal.side() + " " + signal.reasonCode() + " " + signal.rule() + " " + signal.left() + " "
                    + signal.right());
        }
        return all;
    }
}
