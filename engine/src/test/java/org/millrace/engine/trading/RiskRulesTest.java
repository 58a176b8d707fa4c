package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.OrderType;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;

/** Each rule at its bound, and just beyond it. The market is 99 at 101, its middle 100, and nobody charges anything. */
class RiskRulesTest {
    private final TradingTape tape = new TradingTape()
            .set(Setting.TRADING_MAKER_FEE, "0")
            .set(Setting.TRADING_TAKER_FEE, "0")
            .book("99x1000 / 101x1000");

    @ParameterizedTest
    @CsvSource({
        "RISK_ORDER_QUANTITY, 5, 5.00000001, ORDER_QUANTITY, 5.00000001 > 5.0",
        "RISK_ORDER_NOTIONAL, 505, 5.00000001, ORDER_NOTIONAL, 505.00000100999995 > 505.0",
        "RISK_POSITION, 5, 5.00000001, POSITION, 5.00000001 > 5.0",
        "RISK_NOTIONAL, 505, 5.00000001, NOTIONAL, 505.00000100999995 > 505.0",
        "RISK_EXPOSURE_CRYPTO, 505, 5.00000001, ASSET_EXPOSURE, 505.00000100999995 > 505.0",
        "RISK_EXPOSURE, 505, 5.00000001, EXPOSURE, 505.00000100999995 > 505.0",
        "RISK_LEVERAGE, 0.00505, 5.00000001, LEVERAGE, 505.00000100999995 > 505.0",
    })
    void shouldLetThroughAtTheBoundAndRefuseBeyond(
            Setting setting, String bound, String beyond, String reason, String numbers) {
        tape.set(setting, bound).buy(beyond).buy("5");

        assertEquals(
                List.of("order 1 REFUSED " + reason + " " + numbers, "error 401 of 1", "order 2 PENDING"), tape.said());
    }

    @Test
    void shouldCountWhatIsHeldAndWhatIsOpen() {
        tape.set(Setting.RISK_POSITION, "5").buy("2").change("99x999");
        tape.limit(Side.BUY, "2", "90");
        tape.said();

        tape.buy("1.00000001").sell("7.00000001").buy("1").sell("7");

        assertEquals(
                List.of(
                        "order 3 REFUSED POSITION 5.00000001 > 5.0",
                        "error 401 of 3",
                        "order 4 REFUSED POSITION 5.00000001 > 5.0",
                        "error 401 of 4",
                        "order 5 PENDING",
                        "order 6 PENDING"),
                tape.said());
    }

    @Test
    void shouldCollarLimitsByTheMiddleAndStopLimitsByTheirStop() {
        tape.set(Setting.RISK_COLLAR, "0.05");

        tape.limit(Side.BUY, "1", "105").limit(Side.BUY, "1", "105.00000001");
        tape.limit(Side.SELL, "1", "95").limit(Side.SELL, "1", "94.99999999");
        tape.order(Side.BUY, "1", more -> more.orderType(OrderType.STOP_LIMIT)
                .stopPrice(TradingTape.mantissa("120"))
                .price(TradingTape.mantissa("126")));

        assertEquals(
                List.of(
                        "order 1 PENDING",
                        "order 2 REFUSED COLLAR 0.0500000001 > 0.05",
                        "error 401 of 2",
                        "order 3 PENDING",
                        "order 4 REFUSED COLLAR 0.0500000001 > 0.05",
                        "error 401 of 4",
                        "order 5 PENDING"),
                tape.said());
    }

    @Test
    void shouldCountTheOrdersOfASecond() {
        tape.set(Setting.RISK_ORDER_RATE, "2").buy("1").buy("1").buy("1");
        tape.tick("10:00:01").buy("1");

        assertEquals(
                List.of(
                        "order 1 PENDING",
                        "order 2 PENDING",
                        "order 3 REFUSED ORDER_RATE 3.0 > 2.0",
                        "error 401 of 3",
                        "order 4 PENDING"),
                tape.said());
    }

    @Test
    void shouldRefuseWhatHasNoPriceForTooLong() {
        tape.set(Setting.RISK_STALE, "1000000000");
        tape.tick("10:00:01").buy("1");
        tape.tick("10:00:01.000000001").buy("1");

        assertEquals(
                List.of("order 1 PENDING", "order 2 REFUSED NO_MARKET 1.000000001E9 > 1.0E9", "error 401 of 2"),
                tape.said());
    }

    @Test
    void shouldStopWhoLosesTooMuchInADay() {
        tape.set(Setting.RISK_DAILY_LOSS, "20").buy("10").change("99x999").limit(Side.BUY, "1", "50");
        tape.order(Side.SELL, "1", more -> more.orderType(OrderType.LIMIT)
                .price(TradingTape.mantissa("150"))
                .reduceOnly(BooleanType.T));
        tape.said();

        tape.book("98x1000 / 100x1000").tick("10:00:02"); // bought at 101, worth 99: 20 are lost
        assertEquals(List.of("order 2 OPEN", "order 3 OPEN"), tape.said());
        tape.book("97.9x1000 / 100x1000").tick("10:00:03");
        assertEquals(List.of("order 2 CANCELLED KILL_SWITCH"), tape.said());

        tape.buy("1").sell("10").killSwitch(false).buy("1");

        assertEquals(
                List.of(
                        "order 4 REFUSED KILL_SWITCH",
                        "error 401 of 4",
                        "order 5 PENDING",
                        "order 6 REFUSED DAILY_LOSS 20.5 > 20.0",
                        "error 401 of 6"),
                tape.said());
    }

    @Test
    void shouldStopWhoFallsTooFarFromHisHighest() {
        tape.set(Setting.RISK_DRAWDOWN, "0.01").buy("500").change("99x999");
        tape.said();

        tape.book("98x1000 / 100x1000").tick("10:00:02"); // 1,000 of 100,000
        tape.buy("1");
        tape.book("97.9x1000 / 100x1000").tick("10:00:03").buy("1");

        assertEquals(
                List.of("order 2 PENDING", "order 2 OPEN", "fill 2 BUY 1 at 100 TAKER fee 0", "order 2 FILLED"),
                tape.said().subList(0, 4));
        assertTrue(tape.portfolio().account(1).drawdown() > 0.01);
    }

    @Test
    void shouldStopWhoseThingsHaveNoPriceAnyMore() {
        tape.set(Setting.RISK_STALE_KILL, "5000000000").limit(Side.BUY, "1", "50");
        tape.said();

        tape.tick("10:00:05");
        assertEquals(List.of(), tape.said());
        tape.tick("10:00:05.000000001");

        assertEquals(List.of("order 1 CANCELLED KILL_SWITCH"), tape.said());
    }

    @Test
    void shouldHoldAnAmendmentAgainstTheSameRules() {
        tape.set(Setting.RISK_POSITION, "5").limit(Side.BUY, "3", "99").change("98x1");
        tape.said();

        tape.amend(1, "99", "5").amend(1, "99", "5.00000001");

        assertEquals(
                List.of("order 1 OPEN", "order 2 REFUSED POSITION 5.00000001 > 5.0", "error 401 of 2"), tape.said());
    }

    @Test
    void shouldLetReduceWhatBreaksALimit() {
        tape.buy("10").change("99x999");
        tape.set(Setting.RISK_POSITION, "1").set(Setting.RISK_EXPOSURE, "1").set(Setting.RISK_LEVERAGE, "0.0001");
        tape.said();

        tape.sell("10").sell("1");
        tape.order(Side.SELL, "20", more -> more.reduceOnly(BooleanType.T));

        assertEquals(
                List.of("order 2 PENDING", "order 3 REFUSED EXPOSURE 990.0 > 1.0", "error 401 of 3", "order 4 PENDING"),
                tape.said());
    }

    @Test
    void shouldTakeALimitOfOneInstrumentBeforeThatOfAll() {
        tape.set(Setting.RISK_POSITION, "5");
        tape.events().setting(Setting.RISK_POSITION, "2").instrument(1).send();

        tape.buy("3");

        assertEquals(List.of("order 1 REFUSED POSITION 3.0 > 2.0", "error 401 of 1"), tape.said());
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        tape.buy("0").order(Side.BUY, "1", more -> more.price(1)).order(Side.BUY, "1", more -> more.accountId(0));
        tape.order(Side.BUY, "1", more -> more.orderType(OrderType.STOP));
        tape.on(7).buy("1").on(1).trade("100", "1", AggressorSide.BUY);

        assertEquals(
                List.of(
                        "order 1 REFUSED MALFORMED",
                        "order 2 REFUSED MALFORMED",
                        "order 3 REFUSED MALFORMED",
                        "order 4 REFUSED MALFORMED",
                        "order 5 REFUSED UNKNOWN_INSTRUMENT"),
                tape.said().stream().filter(line -> line.startsWith("order")).toList());
    }
}
