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

/** A model says where to go; bars of ten minutes, whose prices are whole numbers, are what the market shows. */
class PositionTest {
    private static final long BAR_NS = 60_000_000_000L;
    private static final long UNIT = 100_000_000L;

    private final StrategyTape tape =
            new StrategyTape(new StrategyLibrary(List.of(StrategyType.of(ModelDriven.class))));
    private int bars;

    @Test
    void shouldBuyAFractionOfEquityAndProtectItByAFixedStop() {
        start(Map.of("fraction", 0.5, "stop", 0.1));
        goLong();
        bar(200, 200, 180, 190);
        assertThat(said())
                .isEqualTo(List.of(
                        "1 MARKET BUY 100 PENDING",
                        "1 MARKET BUY 100 OPEN",
                        "fill 1 BUY 100 at 200",
                        "1 MARKET BUY 100 FILLED",
                        "2 STOP SELL 100 180 reduces PENDING"));

        bar(190, 195, 181, 190); // misses it
        assertThat(said()).isEqualTo(List.of("2 STOP SELL 100 180 reduces OPEN"));
        bar(190, 195, 170, 171);
        assertThat(said()).isEqualTo(List.of("fill 2 SELL 100 at 180", "2 STOP SELL 100 180 reduces FILLED"));
    }

    @Test
    void shouldStopAShortFromAboveByTheAverageTrueRange() {
        start(Map.of("quantity", 2.0, "shorts", 1.0, "atrStop", 3.0));
        down(); // the range is not known before the fifteenth bar
        for (int i = 0; i < 15; i++) {
            bar(100, 104, 98, 102); // true range 6
        }
        flat();
        down();
        bar(102, 104, 98, 101);

        assertThat(said())
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
        bar(100);
        bar(100, 140, 100, 140);
        bar(140, 150, 141, 145);
        said();

        bar(145, 146, 120, 125); // 10 below 150

        assertThat(said())
                .isEqualTo(List.of(
                        "fill 3 SELL 1 at 140",
                        "3 TRAILING_STOP SELL 1 140 reduces FILLED",
                        "2 STOP SELL 1 80 reduces CANCELLED"));
    }

    @Test
    void shouldNotEnterAgainBeforeTheStrategySaysSo() {
        start(Map.of("stop", 0.1));
        goLong();
        bar(100, 100, 80, 80); // the stop is there from the next bar on
        bar(80, 81, 79, 80);
        said();

        up();
        bar(80);
        assertThat(said()).isEmpty();

        flat();
        up();
        bar(80);
        assertThat(said()).contains("fill 3 BUY 1 at 80");
    }

    @Test
    void shouldTurnByOneOrder() {
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        bar(101);
        said();

        down();
        bar(102);

        assertThat(said())
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
        tape.set(Setting.RISK_ORDER_QUANTITY, "1");
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        bar(101);
        bar(101);
        said();

        down();
        bar(102);
        bar(103);

        assertThat(said())
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
        tape.set(Setting.TRADING_LATENCY, "90000000000");
        start(Map.of("shorts", 1.0, "stop", 0.5));
        goLong();
        bar(100);
        bar(100);
        bar(100);
        said();

        down();
        up();

        assertThat(said())
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
        bar(100);
        down();
        said();

        tape.kill();
        bar(101);
        bar(102);

        assertThat(said())
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
        tape.set(Setting.TRADING_LATENCY, "90000000000");
        start(Map.of("shorts", 1.0));
        goLong();
        bar(101);
        down();
        bar(102);
        bar(103);
        bar(104);

        assertThat(said())
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
        tape.set(Setting.RISK_ORDER_NOTIONAL, "50");
        start(Map.of());
        goLong();
        bar(40);
        assertThat(said()).isEqualTo(List.of("1 MARKET BUY 1 REFUSED"));

        flat();
        up();
        bar(41);
        assertThat(fills(said())).isEqualTo(List.of("fill 2 BUY 1 at 41"));
    }

    @Test
    void shouldKeepStopsThroughARestart() {
        start(Map.of("stop", 0.1, "trailingStop", 0.1));
        goLong();
        bar(100);
        tape.restore();
        bar(100);
        said();

        bar(100, 100, 85, 85);

        assertThat(said())
                .contains("2 STOP SELL 1 90 reduces FILLED", "fill 2 SELL 1 at 90")
                .hasSize(3);
    }

    private void start(Map<String, Double> values) {
        tape.set(Setting.TRADING_CASH, "20000");
        Map<String, Double> all = new TreeMap<>(values);
        all.put("probability", 0.9);
        tape.start(1, "ModelDriven", all);
    }

    /** Shows a price of 100, then says that it will rise. */
    private void goLong() {
        bar(100);
        up();
    }

    private void up() {
        tape.prediction(now(), 1, 0, 1, Double.NaN);
    }

    private void down() {
        tape.prediction(now(), 1, 1, 0, Double.NaN);
    }

    private void flat() {
        tape.prediction(now(), 1, 0, 0, Double.NaN);
    }

    private void bar(long price) {
        bar(price, price, price, price);
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
