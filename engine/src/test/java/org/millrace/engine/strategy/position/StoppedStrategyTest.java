package org.millrace.engine.strategy.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.strategy.support.ModelTape;
import org.millrace.engine.strategy.support.StrategyTape;

/** What becomes of a position whose strategy ends, and of one whose strategy begins again. */
class StoppedStrategyTest {
    private final ModelTape model = new ModelTape();
    private final StrategyTape stages = model.stages();

    @Test
    void shouldKeepStopsOfWhatIsStoppedUntilItsPositionIsGone() {
        holdOne(Map.of("stop", 0.1, "trailingStop", 0.2));

        stages.stop(1);
        stages.restore();
        model.bar(100, 100, 95, 95);
        assertThat(model.said()).isEmpty();
        model.bar(95, 95, 85, 85);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "fill 2 SELL 1 at 90",
                        "2 STOP SELL 1 90 reduces FILLED",
                        "3 TRAILING_STOP SELL 1 80 reduces CANCELLED"));
    }

    @Test
    void shouldCancelWhatWouldEnter() {
        stages.set(Setting.TRADING_LATENCY, "90000000000");
        model.run(Map.of());
        model.bar(100, 100, 100, 100);
        model.up();
        model.said();

        stages.stop(1);

        assertThat(model.said()).isEqualTo(List.of("1 MARKET BUY 1 CANCELLED"));
    }

    @Test
    void shouldTakeOverItsPositionWhenItBeginsAgain() {
        holdOne(Map.of("stop", 0.1));

        model.run(Map.of("stop", 0.2, "shorts", 1.0));
        assertThat(model.said()).isEmpty();
        model.bar(100, 100, 95, 95);
        assertThat(model.said())
                .isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED", "3 STOP SELL 1 80 reduces PENDING"));

        model.down();
        model.bar(94, 94, 94, 94);
        assertThat(model.said()).contains("fill 4 SELL 2 at 94", "3 STOP SELL 1 80 reduces CANCELLED");
    }

    @Test
    void shouldKeepOldStopsUntilItKnowsItsOwn() {
        holdOne(Map.of("stop", 0.1));

        model.run(Map.of("atrStop", 2.0));
        for (int i = 0; i < 14; i++) {
            model.bar(100, 102, 98, 100);
        }
        stages.restore();
        assertThat(model.said()).isEmpty();
        model.bar(100, 102, 98, 100); // of the fifteen true ranges the first is not one

        assertThat(model.said())
                .isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED", "3 STOP SELL 1 92 reduces PENDING"));
    }

    @Test
    void shouldLeaveUnderOldStopsWhereItHasNoneYet() {
        holdOne(Map.of("stop", 0.1));
        model.run(Map.of("atrStop", 2.0, "shorts", 1.0));

        model.down();
        model.bar(89, 89, 89, 89);
        model.bar(89, 89, 89, 89);

        assertThat(model.fills()).isEqualTo(List.of("fill 2 SELL 1 at 89"));
    }

    @Test
    void shouldEndOldStopsWhereItWantsNone() {
        holdOne(Map.of("stop", 0.1));

        model.run(Map.of());

        assertThat(model.said()).isEqualTo(List.of("2 STOP SELL 1 90 reduces CANCELLED"));
    }

    private void holdOne(Map<String, Double> values) {
        model.run(values);
        model.bar(100, 100, 100, 100);
        model.up();
        model.bar(100, 100, 100, 100);
        model.bar(100, 100, 100, 100);
        model.said();
    }
}
