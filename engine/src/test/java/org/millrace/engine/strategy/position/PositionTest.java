package org.millrace.engine.strategy.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.strategy.support.ModelTape;
import org.millrace.engine.strategy.support.StrategyTape;

/** A model says where to go; bars of ten minutes, whose prices are whole numbers, are what the market shows. */
class PositionTest {
    private final ModelTape model = new ModelTape();
    private final StrategyTape stages = model.stages();

    @Test
    void shouldBuyAFractionOfEquityAndProtectItByAFixedStop() {
        start(Map.of("fraction", 0.5, "stop", 0.1));
        goLong();
        model.bar(200, 200, 180, 190);
        assertThat(model.said())
                .isEqualTo(List.of(
                        "1 MARKET BUY 100 PENDING",
                        "1 MARKET BUY 100 OPEN",
                        "fill 1 BUY 100 at 200",
                        "1 MARKET BUY 100 FILLED",
                        "2 STOP SELL 100 180 reduces PENDING"));

        model.bar(190, 195, 181, 190); // misses it
        assertThat(model.said()).isEqualTo(List.of("2 STOP SELL 100 180 reduces OPEN"));
        model.bar(190, 195, 170, 171);
        assertThat(model.said()).isEqualTo(List.of("fill 2 SELL 100 at 180", "2 STOP SELL 100 180 reduces FILLED"));
    }

    @Test
    void shouldStopAShortFromAboveByTheAverageTrueRange() {
        start(Map.of("quantity", 2.0, "shorts", 1.0, "atrStop", 3.0));
        model.down(); // the range is not known before the fifteenth bar
        for (int i = 0; i < 15; i++) {
            model.bar(100, 104, 98, 102); // true range 6
        }
        model.flat();
        model.down();
        model.bar(102, 104, 98, 101);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "1 MARKET SELL 2 PENDING",
                        "1 MARKET SELL 2 OPEN",
                        "fill 1 SELL 2 at 102",
                        "1 MARKET SELL 2 FILLED",
                        "2 STOP BUY 2 120 reduces PENDING"));
    }

    @Test
    void shouldTrailAndForgetTheOtherStop() {
        start(Map.of("stop", 0.2, "trailingStop", 0.1));
        goLong();
        model.bar(100);
        model.bar(100, 140, 100, 140);
        model.bar(140, 150, 141, 145);
        model.said();

        model.bar(145, 146, 120, 125); // 10 below 150

        assertThat(model.said())
                .isEqualTo(List.of(
                        "fill 3 SELL 1 at 140",
                        "3 TRAILING_STOP SELL 1 140 reduces FILLED",
                        "2 STOP SELL 1 80 reduces CANCELLED"));
    }

    @Test
    void shouldNotEnterAgainBeforeTheStrategySaysSo() {
        start(Map.of("stop", 0.1));
        goLong();
        model.bar(100, 100, 80, 80); // the stop is there from the next bar on
        model.bar(80, 81, 79, 80);
        model.said();

        model.up();
        model.bar(80);
        assertThat(model.said()).isEmpty();

        model.flat();
        model.up();
        model.bar(80);
        assertThat(model.said()).contains("fill 3 BUY 1 at 80");
    }

    @Test
    void shouldTurnByOneOrder() {
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        model.bar(101);
        model.said();

        model.down();
        model.bar(102);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "3 MARKET SELL 2 PENDING",
                        "2 STOP SELL 1 50 reduces CANCELLED",
                        "3 MARKET SELL 2 OPEN",
                        "fill 3 SELL 2 at 102",
                        "3 MARKET SELL 2 FILLED",
                        "4 STOP BUY 1 153 reduces PENDING"));
    }

    @Test
    void shouldLeaveFirstWhereRiskRefusesToTurn() {
        stages.set(Setting.RISK_ORDER_QUANTITY, "1");
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        model.bar(101);
        model.bar(101);
        model.said();

        model.down();
        model.bar(102);
        model.bar(103);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "3 MARKET SELL 2 REFUSED",
                        "4 MARKET SELL 1 PENDING",
                        "4 MARKET SELL 1 OPEN",
                        "fill 4 SELL 1 at 102",
                        "4 MARKET SELL 1 FILLED",
                        "2 STOP SELL 1 50 reduces CANCELLED",
                        "5 MARKET SELL 1 PENDING",
                        "5 MARKET SELL 1 OPEN",
                        "fill 5 SELL 1 at 103",
                        "5 MARKET SELL 1 FILLED",
                        "6 STOP BUY 1 154 reduces PENDING"));
    }

    @Test
    void shouldProtectAnewWhatIsNotTurnedAfterAll() {
        stages.set(Setting.TRADING_LATENCY, "90000000000");
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        model.bar(100);
        model.bar(100);
        model.bar(100);
        model.said();

        model.down();
        model.up();

        assertThat(model.said())
                .isEqualTo(List.of(
                        "3 MARKET SELL 2 PENDING",
                        "2 STOP SELL 1 50 reduces CANCELLED",
                        "3 MARKET SELL 2 CANCELLED",
                        "4 STOP SELL 1 50 reduces PENDING"));
    }

    @Test
    void shouldLeaveWhatAKillSwitchKeepsFromTurning() {
        start(Map.of("shorts", 1.0));
        goLong();
        model.bar(100);
        model.down();
        model.said();

        stages.kill();
        model.bar(101);
        model.bar(102);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "2 MARKET SELL 2 CANCELLED",
                        "3 MARKET SELL 2 REFUSED",
                        "4 MARKET SELL 1 PENDING",
                        "4 MARKET SELL 1 OPEN",
                        "fill 4 SELL 1 at 101",
                        "4 MARKET SELL 1 FILLED",
                        "5 MARKET SELL 1 REFUSED"));
    }

    @Test
    void shouldTakeBackAnEntryThatIsStillOnItsWay() {
        stages.set(Setting.TRADING_LATENCY, "90000000000");
        start(Map.of("shorts", 1.0));
        goLong();
        model.bar(101);
        model.down();
        model.bar(102);
        model.bar(103);
        model.bar(104);

        assertThat(model.said())
                .isEqualTo(List.of(
                        "1 MARKET BUY 1 PENDING",
                        "1 MARKET BUY 1 CANCELLED",
                        "2 MARKET SELL 1 PENDING",
                        "2 MARKET SELL 1 OPEN",
                        "fill 2 SELL 1 at 103",
                        "2 MARKET SELL 1 FILLED"));
    }

    @Test
    void shouldWaitForTheNextOpinionWhereAnEntryIsRefused() {
        stages.set(Setting.RISK_ORDER_NOTIONAL, "50");
        start(Map.of());
        goLong();
        model.bar(40);
        assertThat(model.said()).isEqualTo(List.of("1 MARKET BUY 1 REFUSED"));

        model.flat();
        model.up();
        model.bar(41);
        assertThat(model.fills()).isEqualTo(List.of("fill 2 BUY 1 at 41"));
    }

    @Test
    void shouldKeepStopsThroughARestart() {
        start(Map.of("stop", 0.1, "trailingStop", 0.1));
        goLong();
        model.bar(100);
        stages.restore();
        model.bar(100);
        model.said();

        model.bar(100, 100, 85, 85);

        assertThat(model.said())
                .contains("2 STOP SELL 1 90 reduces FILLED", "fill 2 SELL 1 at 90")
                .hasSize(3);
    }

    private void start(Map<String, Double> values) {
        stages.set(Setting.TRADING_CASH, "20000");
        model.start(values);
    }

    /** Shows a price of 100, then says that it will rise. */
    private void goLong() {
        model.bar(100);
        model.up();
    }
}
