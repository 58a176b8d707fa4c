package org.millrace.engine.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.BarState;

class VenueBarIndicatorsTest {
    private static final long MINUTE_NS = IndicatorTape.MINUTE_NS;

    private final BarSeries bars = BarSeries.walk(11, 400, 50_000_00000000L, 10_00000000L);
    private final IndicatorTape tape = new IndicatorTape();

    @Test
    void shouldBeThoseOfOwnBarsOfTheSamePrices() {
        for (int i = 0; i < bars.size(); i++) {
            tape.sendVenueBar(bars, i, i * MINUTE_NS, false);
            tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
        }

        assertThat(tape.values()).isEqualTo(new IndicatorTape().send(bars).values());
    }

    @Test
    void shouldBeginAnewWithTheFirstOwnBarAndLeaveTheVenuesAlone() {
        for (int i = 0; i < 100; i++) {
            tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
        }
        for (int i = 0; i < bars.size(); i++) {
            tape.send(bars, i, i * MINUTE_NS, BarState.CLOSED, 0);
            tape.sendVenueBar(bars, bars.size() - 1 - i, (1_000 + i) * MINUTE_NS, true);
        }

        List<Map<String, Double>> ownAlone = new IndicatorTape().send(bars).values();
        assertThat(tape.values().subList(100, 100 + bars.size())).isEqualTo(ownAlone);
        assertThat(tape.values()).hasSize(100 + bars.size());
    }

    @Test
    void shouldNotTakeABarTwice() {
        for (int i = 0; i < 100; i++) {
            tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
            tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
            tape.sendVenueBar(bars, i / 2, i / 2 * MINUTE_NS, true);
        }

        assertThat(tape.values())
                .isEqualTo(new IndicatorTape().send(bars).values().subList(0, 100));
    }

    @Test
    void shouldGoOnAfterARestart() {
        for (int i = 0; i < bars.size(); i++) {
            tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
            if (i == 60) {
                tape.restore();
                tape.sendVenueBar(bars, i, i * MINUTE_NS, true);
            }
        }

        assertThat(tape.values()).isEqualTo(new IndicatorTape().send(bars).values());
    }
}
