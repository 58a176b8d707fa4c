package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TimeInForce;

/** Fees are 0.1 %, as of the simulator's market. */
class TradingStageTest {
    private final TradingTape tape = new TradingTape().book("99x5 98x10 / 100x3 101x10");

    @Test
    void shouldWalkTheBookOnTheNextEvent() {
        tape.buy("5");
        assertEquals(List.of("order 1 PENDING"), tape.said());

        tape.change("97x1");

        assertEquals(
                List.of(
                        "order 1 OPEN",
                        "fill 1 BUY 3 at 100 TAKER fee 0.3",
                        "order 1 PARTIALLY_FILLED",
                        "fill 1 BUY 2 at 101 TAKER fee 0.202",
                        "order 1 FILLED"),
                tape.said());
    }

    @Test
    void shouldTakeNothingTwice() {
        tape.buy("2").buy("2").change("97x1");
        assertEquals(
                List.of(
                        "order 1 PENDING",
                        "order 2 PENDING",
                        "order 1 OPEN",
                        "fill 1 BUY 2 at 100 TAKER fee 0.2",
                        "order 1 FILLED",
                        "order 2 OPEN",
                        "fill 2 BUY 1 at 100 TAKER fee 0.1",
                        "order 2 PARTIALLY_FILLED",
                        "fill 2 BUY 1 at 101 TAKER fee 0.101",
                        "order 2 FILLED"),
                tape.said());
    }

    @Test
    void shouldWaitInItsQueue() {
        tape.limit(Side.BUY, "2", "99").change("97x1");
        tape.said();

        tape.trade("99", "4", AggressorSide.SELL); // one of five is still before it
        tape.trade("99", "2", AggressorSide.BUY);
        assertEquals(List.of(), tape.said());

        tape.trade("99", "2", AggressorSide.SELL);
        assertEquals(List.of("fill 1 BUY 1 at 99 MAKER fee 0.099", "order 1 PARTIALLY_FILLED"), tape.said());

        tape.trade("98", "7", AggressorSide.SELL);
        assertEquals(List.of("fill 1 BUY 1 at 99 MAKER fee 0.099", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldMoveUpWhenOthersLeave() {
        tape.limit(Side.BUY, "2", "99").change("97x1").change("99x1");
        tape.said();

        tape.trade("99", "3", AggressorSide.SELL);

        assertEquals(List.of("fill 1 BUY 2 at 99 MAKER fee 0.198", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldTakeUpToItsLimitThenWait() {
        tape.limit(Side.BUY, "5", "100").change("97x1");
        assertEquals(
                List.of(
                        "order 1 PENDING",
                        "order 1 OPEN",
                        "fill 1 BUY 3 at 100 TAKER fee 0.3",
                        "order 1 PARTIALLY_FILLED"),
                tape.said());

        tape.change("/ 100x1"); // shown anew

        assertEquals(List.of("fill 1 BUY 1 at 100 MAKER fee 0.1", "order 1 PARTIALLY_FILLED"), tape.said());
    }

    @Test
    void shouldTakeAtOnceOrCancel() {
        tape.order(Side.BUY, "4", more -> more.orderType(OrderType.LIMIT)
                .price(TradingTape.mantissa("100"))
                .timeInForce(TimeInForce.IOC));
        tape.order(Side.BUY, "50", more -> more.timeInForce(TimeInForce.FOK));
        tape.said();

        tape.change("97x1");

        assertEquals(
                List.of(
                        "order 1 OPEN",
                        "fill 1 BUY 3 at 100 TAKER fee 0.3",
                        "order 1 PARTIALLY_FILLED",
                        "order 1 CANCELLED UNFILLED",
                        "order 2 OPEN",
                        "order 2 CANCELLED UNFILLED"),
                tape.said());
    }

    @Test
    void shouldTriggerStopsBeforeOthers() {
        tape.limit(Side.SELL, "1", "97");
        tape.order(Side.SELL, "6", more -> more.orderType(OrderType.STOP).stopPrice(TradingTape.mantissa("98.5")));
        tape.said();

        tape.trade("98", "1", AggressorSide.SELL);

        assertEquals(
                List.of(
                        "order 2 OPEN",
                        "fill 2 SELL 5 at 99 TAKER fee 0.495",
                        "order 2 PARTIALLY_FILLED",
                        "fill 2 SELL 1 at 98 TAKER fee 0.098",
                        "order 2 FILLED",
                        "order 1 OPEN",
                        "fill 1 SELL 1 at 98 TAKER fee 0.098",
                        "order 1 FILLED"),
                tape.said());
    }

    @Test
    void shouldTrailThePrice() {
        tape.order(
                Side.SELL, "1", more -> more.orderType(OrderType.TRAILING_STOP).stopPrice(TradingTape.mantissa("2")));
        tape.trade("100", "1", AggressorSide.BUY);
        tape.trade("101", "1", AggressorSide.BUY);
        tape.trade("99.5", "1", AggressorSide.SELL);
        assertEquals(List.of("order 1 PENDING", "order 1 OPEN"), tape.said());

        tape.trade("99", "1", AggressorSide.SELL);

        assertEquals(List.of("fill 1 SELL 1 at 99 TAKER fee 0.099", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldArriveAfterItsLatency() {
        tape.set(Setting.TRADING_LATENCY, "1000000000").buy("1");
        tape.events().bookUpdate().at("10:00:00.9").bid("97", "2").send();
        assertEquals(List.of("order 1 PENDING"), tape.said());

        tape.events().bookUpdate().at("10:00:01").bid("97", "3").send();

        assertEquals(List.of("order 1 OPEN", "fill 1 BUY 1 at 100 TAKER fee 0.1", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldExecuteNothingWhileTheBookIsNotWhole() {
        tape.buy("1");
        tape.events().engineStarted().send();
        tape.trade("100", "1", AggressorSide.BUY);
        assertEquals(List.of("order 1 PENDING", "order 1 PENDING"), tape.said());

        tape.book("99x5 / 100.5x3");

        assertEquals(List.of("order 1 OPEN", "fill 1 BUY 1 at 100.5 TAKER fee 0.1005", "order 1 FILLED"), tape.said());
    }

    @Test
    void shouldKeepBooksToTheLastUnit() {
        tape.buy("3").change("97x1").sell("1").change("97x2");

        assertEquals(
                10_000_000_000_000L - 30_030_000_000L + 9_890_100_000L,
                tape.account().cash());
        assertEquals(TradingTape.mantissa("2"), tape.account().quantity(1));
        assertEquals(TradingTape.mantissa("-1"), tape.account().realised());
        assertEquals(TradingTape.mantissa("0.399"), tape.account().fees());
    }

    @Test
    void shouldRefuseWhatBreaksALimit() {
        tape.set(Setting.RISK_ORDER_NOTIONAL, "250").buy("3");
        tape.set(Setting.RISK_ORDER_NOTIONAL, "0")
                .set(Setting.RISK_POSITION, "4")
                .buy("3")
                .buy("2");
        tape.set(Setting.RISK_COLLAR, "0.05").limit(Side.BUY, "1", "110");
        tape.order(Side.SELL, "1", more -> more.reduceOnly(BooleanType.T));
        tape.killSwitch(true).buy("1").killSwitch(false);

        assertEquals(
                List.of(
                        "order 1 REFUSED ORDER_NOTIONAL 300.0 > 250.0",
                        "error 401 of 1",
                        "order 2 PENDING",
                        "order 3 REFUSED POSITION 5.0 > 4.0",
                        "error 401 of 3",
                        "order 4 REFUSED COLLAR 0.10552763819095477 > 0.05",
                        "error 401 of 4",
                        "order 5 REFUSED REDUCE_ONLY",
                        "error 401 of 5",
                        "order 2 CANCELLED KILL_SWITCH",
                        "order 6 REFUSED KILL_SWITCH",
                        "error 401 of 6"),
                tape.said());
    }

    @Test
    void shouldCancelAndAmend() {
        tape.limit(Side.BUY, "2", "99")
                .change("97x1")
                .amend(1, "98.5", "3")
                .cancel(1)
                .cancel(1);

        assertEquals(
                List.of(
                        "order 1 PENDING",
                        "order 1 OPEN",
                        "order 1 OPEN",
                        "order 1 CANCELLED REQUESTED",
                        "error 402 of 1"),
                tape.said());
    }

    @Test
    void shouldObeyACommandOnce() {
        tape.buy("1").again();

        assertEquals(List.of("order 1 PENDING"), tape.said());
    }

    @Test
    void shouldGoOnFromASnapshot() {
        tape.limit(Side.BUY, "2", "99").change("97x1").trade("99", "4", AggressorSide.SELL);
        tape.said();

        tape.restore();
        tape.trade("99", "2", AggressorSide.SELL);

        assertEquals(List.of("fill 1 BUY 1 at 99 MAKER fee 0.099", "order 1 PARTIALLY_FILLED"), tape.said());
    }
}
