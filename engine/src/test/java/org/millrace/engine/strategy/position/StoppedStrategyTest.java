package org.millrace.engine.strategy.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.engine.strategy.shipped.ModelDriven;
import org.millrace.engine.strategy.support.DeskLog;
import org.millrace.engine.strategy.support.StrategyTape;

/** What becomes of a position whose strategy ends, and of one whose strategy begins again. */
class StoppedStrategyTest {
    private static final long BAR_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000L;

    private final StrategyTape tape =
            new StrategyTape(new StrategyLibrary(List.of(StrategyType.of(ModelDriven.class))));
    private int bars;

    @Test
    void shouldKeepStopsOfWhatIsStoppedUntilItsPositionIsGone() {
        holdOne(Map.of("stop", 0.1, "trailingStop", 0.2));

        tape.stop(1);
        tape.restore();
        bar(100, 100, 95, 95);
        assertThat(said()).isEmpty();
        bar(95, 95, 85, 85);

        assertThat(said())
                .isEqualTo(List.of(
                        "fill 2 SELL 1 at 90",
                        "2 STOP SELL 1 90 reduces FILLED",
                        "3 TRAILING_STOP SELL 1 80 reduces CANCELLED"));
    }

    @Test
    void shouldCancelWhatWouldEnter() {
        tape.set(Setting.TRADING_LATENCY, "90000000000");
        begin(Map.of());
        bar(100, 100, 100, 100);
        up();
        said();

        tape.stop(1);

        assertThat(said()).isEqualTo(List.of("1 MARKET BUY 1 CANCELLED"));
    }

    @Test
    void shouldTakeOverItsPositionWhenItBeginsAgain() {
        holdOne(Map.of("stop", 0.1));

        begin(Map.of("stop", 0.2, "shorts", 1.0));
        assertThat(said()).isEmpty();
        bar(100, 100, 95, 95);
        assertThat(said()).isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED", "3 STOP SELL 1 80 reduces PENDING"));

        down();
        bar(94, 94, 94, 94);
        assertThat(said()).contains("fill 4 SELL 2 at 94", "3 STOP SELL 1 80 reduces CANCELLED");
    }

    @Test
    void shouldKeepOldStopsUntilItKnowsItsOwn() {
        holdOne(Map.of("stop", 0.1));

        begin(Map.of("atrStop", 2.0));
        for (int i = 0; i < 14; i++) {
            bar(100, 102, 98, 100);
        }
        tape.restore();
        assertThat(said()).isEmpty();
        bar(100, 102, 98, 100); // of the fifteen true ranges the first is not one

        assertThat(said()).isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED", "3 STOP SELL 1 92 reduces PENDING"));
    }

    @Test
    void shouldLeaveUnderOldStopsWhereItHasNoneYet() {
        holdOne(Map.of("stop", 0.1));
        begin(Map.of("atrStop", 2.0, "shorts", 1.0));

        down();
        bar(89, 89, 89, 89);
        bar(89, 89, 89, 89);

        assertThat(fills(said())).isEqualTo(List.of("fill 2 SELL 1 at 89"));
    }

    @Test
    void shouldEndOldStopsWhereItWantsNone() {
        holdOne(Map.of("stop", 0.1));

        begin(Map.of());

        assertThat(said()).isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED"));
    }

    private void holdOne(Map<String, Double> values) {
        begin(values);
        bar(100, 100, 100, 100);
        up();
        bar(100, 100, 100, 100);
        bar(100, 100, 100, 100);
        said();
    }

    private void begin(Map<String, Double> values) {
        Map<String, Double> all = new TreeMap<>(values);
        all.put("probability", 0.9);
        tape.run(1, "ModelDriven", all);
    }

    private void up() {
        tape.prediction(now(), 1, 0, 1, Double.NaN);
    }

    private void down() {
        tape.prediction(now(), 1, 1, 0, Double.NaN);
    }

    private void bar(long open, long high, long low, long close) {
        tape.bar(1, 60, now(), open * UNIT, high * UNIT, low * UNIT, close * UNIT);
        bars++;
    }

    private long now() {
        return tape.events().time() + bars * BAR_NS;
    }

    private static List<String> fills(List<String> said) {
        return said.stream().filter(each -> each.startsWith("fill")).toList();
    }

    private List<String> said() {
        return DeskLog.take(tape.out());
    }
}
