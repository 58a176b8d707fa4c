package org.millrace.engine.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Verdict;

/** Random trades, late and suspect ones among them, random beats and restores, against the naive model. */
class BarsModelTest {
    private static final int STEPS = 600;

    private final BarTape tape = new BarTape();
    private final List<NaiveBars.Print> held = new ArrayList<>();
    private SplittableRandom random;
    private NaiveBars model;
    private long now = 1_700_000_000L * BarTape.SECOND + 123 * BarTape.MS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldEqualTheDefinition(long seed) {
        random = new SplittableRandom(seed);
        boolean carryForward = random.nextBoolean();
        model = new NaiveBars(carryForward);
        tape.set(Setting.BARS_CARRY_FORWARD, carryForward ? 1 : 0, 0);
        tape.set(Setting.BARS_PROGRESS_INTERVAL, 1, 0).define(1, -2, -3);

        for (int step = 0; step < STEPS; step++) {
            step();

            List<String> closed = new ArrayList<>(tape.take());
            List<String> open =
                    closed.stream().filter(text -> text.contains("IN_PROGRESS")).toList();
            closed.removeAll(open);
            assertThat(closed).as("step %d", step).isEqualTo(model.take());
            assertThat(open).allSatisfy(text -> assertThat(openBars()).contains(text));
        }
    }

    private List<String> openBars() {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < Timeframes.COUNT; i++) {
            open.add(model.open(i));
        }
        return open;
    }

    private void step() {
        now += random.nextInt(20) == 0 ? jump() : random.nextLong(800 * BarTape.MS);
        int kind = random.nextInt(12);
        if (kind == 0) {
            tape.restore();
        } else if (kind <= 2) {
            tape.tick(now);
            model.tick(now);
        } else if (kind == 3 && !held.isEmpty()) {
            judge();
        } else {
            trade();
        }
    }

    private long jump() {
        long[] jumps = {3, 7, 20, 65, 400, 1_000, 3_599, 3_602, 20_000, 90_000};
        return jumps[random.nextInt(jumps.length)] * BarTape.SECOND;
    }

    private void trade() {
        long late = random.nextInt(3) == 0 ? random.nextLong(90 * BarTape.SECOND) : 0;
        long time = now - late;
        long price = 5_000 + random.nextLong(1_000);
        long quantity = 1 + random.nextLong(1_000_000);
        boolean buy = random.nextBoolean();
        boolean suspect = random.nextInt(8) == 0;
        int flags = (suspect ? EventPrefix.ANOMALY : 0) | (random.nextInt(9) == 0 ? EventPrefix.GAP_OPEN : 0);

        tape.trade(time, price, quantity, buy ? AggressorSide.BUY : AggressorSide.SELL, flags);
        NaiveBars.Print print = new NaiveBars.Print(time, tape.sequence(), price, quantity, buy, flags);
        if (suspect) {
            held.add(print);
        } else {
            model.include(print);
        }
    }

    private void judge() {
        NaiveBars.Print print = held.remove(random.nextInt(held.size()));
        boolean confirmed = random.nextInt(4) != 0;
        tape.verdict(print.sequence(), confirmed ? Verdict.CONFIRMED : Verdict.REJECTED);
        if (confirmed) {
            model.include(print);
        }
    }
}
